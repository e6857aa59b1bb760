package io.consentledger.cli.imports;

import io.consentledger.cli.formats.FormatException;
import io.consentledger.cli.formats.TcStrings;
import io.consentledger.cli.formats.VendorList;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Words of customers as documents of each format, and what one who imports says of them. */
final class ForeignDocuments {
  static final LocalDate FIRST = LocalDate.parse("2020-01-01");
  private static final Set<String> BOTH = Set.of("Name", "Age");

  /** Formats of which one document holds several words. */
  static final Set<String> LINES = Set.of("fhir", "tcf");

  private ForeignDocuments() {}

  enum Kind {
    GRANT,
    REFUSE,
    END,
    UNREADABLE
  }

  /** What a customer said; undated where there is no day. */
  record Word(Kind kind, int person, @Nullable Integer day, Set<String> data) {
    String date() {
      return FIRST.plusDays(day == null ? 0 : day).toString();
    }
  }

  static Word random(String format, Random random) {
    Kind kind = random.nextInt(2) == 0 ? Kind.GRANT : Kind.values()[random.nextInt(4)];
    if (format.equals("kantara") && kind != Kind.GRANT) {
      kind = Kind.UNREADABLE;
    }
    Set<String> data = random.nextInt(3) > 0 || format.equals("fhir") ? BOTH : Set.of("Name");
    boolean ends = kind == Kind.END || kind == Kind.REFUSE;
    boolean dated =
        switch (format) {
          case "kantara", "tcf" -> true;
          case "depa" -> !ends || random.nextInt(5) > 0;
          default -> random.nextInt(5) > 0;
        };
    return new Word(kind, random.nextInt(2), dated ? random.nextInt(8) : null, data);
  }

  static String name(String format, int person) {
    return (format.equals("fhir") ? "Patient/" : "person-") + person;
  }

  /** The same person, written in one of several ways. */
  private static String written(String format, int person, Random random) {
    String name = name(format, person);
    boolean fhir = format.equals("fhir");
    return switch (random.nextInt(3)) {
      case 0 -> fhir ? name + "/_history/2" : name.toUpperCase(Locale.ROOT);
      case 1 -> fhir ? name : name + " ";
      default -> name;
    };
  }

  static String document(String format, List<Word> words, Random random) {
    return words.stream()
        .map(
            word -> {
              String who = written(format, word.person(), random);
              return switch (format) {
                case "fhir" -> fhir(word, who);
                case "dpv27560" -> dpv(word, who);
                case "tcf" -> who + "\t" + tcf(word);
                case "depa" -> depa(word, who);
                default -> kantara(word, who);
              };
            })
        .collect(Collectors.joining("\n"))
        .replace('\'', '"');
  }

  static Meanings meanings() throws FormatException {
    Map<String, String> terms =
        Map.of(
            "Name", "Name", "Age", "Age", "1", "Name", "6", "Age", "A/Name", "Name", "A/Age",
            "Age");
    List<VendorList> lists = new ArrayList<>();
    for (String version : List.of("7", "8")) {
      String list =
          "{'gvlSpecificationVersion':3,'vendorListVersion':%s,'vendors':{'5':{'id':5,'name':'Us',"
              + "'purposes':[2],'legIntPurposes':[],'flexiblePurposes':[],'specialFeatures':[],"
              + "'dataDeclaration':[%s]}}}";
      String text = list.formatted(version, version.equals("7") ? "1,6" : "1").replace('\'', '"');
      lists.add(VendorList.of(text.getBytes(StandardCharsets.UTF_8)));
    }
    Set<String> keeps = Set.of("consentMode=VIEW", "DataLife=0 DAY");
    return new Meanings(Map.of(), terms, "2029-01-01", Set.of("us"), lists, keeps);
  }

  private static String tcf(Word word) {
    boolean consent = word.kind() == Kind.GRANT || word.kind() == Kind.UNREADABLE;
    TcStrings string =
        new TcStrings()
            .updated(Instant.parse(word.date() + "T00:00:00Z"))
            .list(word.data().equals(BOTH) ? 7 : 8)
            .consent(consent ? Set.of(2) : Set.of(), Set.of(5))
            .discloses(5);
    return (word.kind() == Kind.UNREADABLE ? string.otherTexts() : string).toString();
  }

  private static String depa(Word word, String who) {
    String at = word.date() + "T00:00:00Z";
    String status =
        switch (word.kind()) {
          case END -> "REVOKED";
          case REFUSE -> "REJECTED";
          default -> "ACTIVE";
        };
    String heard = word.day() == null ? "" : "'timestamp':'" + at + "',";
    String types = word.data().stream().sorted().collect(Collectors.joining("','"));
    return ("{'consentId':'c',%s'status':'%s','createTimestamp':'%s','ConsentDetail':{"
            + "'consentStart':'%s','consentExpiry':'2029-01-01T00:00:00Z','consentMode':'%s',"
            + "'fetchType':'PERIODIC','consentTypes':['%s'],'fiTypes':['A'],'DataConsumer':"
            + "{'id':'us'},'Customer':{'id':'%s'},'Purpose':{'code':'101'},'DataLife':"
            + "{'unit':'DAY','value':0}}}")
        .formatted(
            heard, status, at, at, word.kind() == Kind.UNREADABLE ? "PEEK" : "VIEW", types, who);
  }

  private static String fhir(Word word, String who) {
    String status = word.kind() == Kind.END ? "inactive" : "active";
    String type = word.kind() == Kind.REFUSE ? "deny" : "permit";
    String narrower = word.kind() == Kind.UNREADABLE ? ",'purpose':[{'code':'TREAT'}]" : "";
    String date = word.day() == null ? "" : "'dateTime':'" + word.date() + "',";
    return ("{'resourceType':'Consent','status':'%s',%s'scope':{'coding':[{'system':"
            + "'http://terminology.hl7.org/CodeSystem/consentscope','code':'research'}]},"
            + "'patient':{'reference':'%s'},'provision':{'type':'%s',"
            + "'period':{'end':'2029-01-01'}%s}}")
        .formatted(status, date, who, type, narrower);
  }

  private static String dpv(Word word, String who) {
    String status =
        switch (word.kind()) {
          case GRANT -> "ConsentGiven";
          case REFUSE -> "ConsentRefused";
          case END -> "ConsentExpired";
          case UNREADABLE -> "ConsentSomehow";
        };
    String at = word.day() == null ? "" : "'dpv:isIndicatedAtTime':'" + word.date() + "',";
    String data = word.data().stream().sorted().collect(Collectors.joining("','pd:"));
    return ("{'@type':'dpv:ConsentRecord','dpv:hasDataSubject':'%s','dpv:hasPersonalData':"
            + "['pd:%s'],'dpv:hasConsentStatus':{'@type':'dpv:%s',%s'dpv:hasDuration':"
            + "{'@type':'dpv:UntilTimeDuration','rdf:value':'2029-01-01'}}}")
        .formatted(who, data, status, at);
  }

  private static String kantara(Word word, String who) {
    long seconds = LocalDate.parse(word.date()).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    String type = word.kind() == Kind.GRANT ? "EXPLICIT" : "IMPLICIT";
    String data = word.data().stream().sorted().collect(Collectors.joining("','"));
    return ("{'version':'KI-CR-v1.1.0','jurisdiction':'DE','consentTimestamp':%d,"
            + "'collectionMethod':'form','consentReceiptID':'c','language':'en','piiPrincipalId':"
            + "'%s','piiControllers':[],'policyUrl':'u','sensitive':false,'spiCat':[],"
            + "'services':[{'service':'s','purposes':[{'purposeCategory':['6'],'consentType':'%s',"
            + "'piiCategory':['%s']}]}]}")
        .formatted(seconds, who, type, data);
  }
}
