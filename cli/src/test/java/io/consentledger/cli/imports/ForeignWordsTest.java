package io.consentledger.cli.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.consentledger.cli.formats.FormatException;
import io.consentledger.cli.formats.TcStrings;
import io.consentledger.cli.formats.VendorList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One rule for every format, question by question: what docs/explanation/imports.md says of when,
 * by whom, for whom, about whom, until when, and of what isn't known.
 */
class ForeignWordsTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
  private static final String HASH = "KA18MT/ph6IHYjzT9zwETySDQyvSh87YuoSBpOQtkhE=";
  private static final VendorList LIST = list();
  private static final String SCOPE =
      "'coding':[{'system':'http://terminology.hl7.org/CodeSystem/consentscope','code':'research'}]";
  private static final Map<String, String> GRANTS =
      Map.of(
          "tcf",
          "p1\tday=2020-01-01 list=7 policy=5 purposes=2 vendors=5 shown=5 texts=own",
          "depa",
          "{'consentId':'c','status':'ACTIVE','createTimestamp':'2020-01-01T00:00:00Z',"
              + "'ConsentDetail':{'consentStart':'2020-01-01T00:00:00Z','consentExpiry':"
              + "'2029-01-01T00:00:00Z','consentMode':'STORE','fetchType':'PERIODIC',"
              + "'consentTypes':['PROFILE'],'fiTypes':['A'],'DataConsumer':{'id':'Us'},"
              + "'Customer':{'id':'p1'},'DataLife':{'unit':'INF'}}}",
          "r4",
          "{'resourceType':'Consent','status':'active','dateTime':'2020-01-01','scope':{"
              + SCOPE
              + "},'patient':{'reference':'Patient/1'},'organization':[{'display':'Us'}],"
              + "'performer':[{'reference':'Patient/1'}],"
              + "'provision':{'type':'permit','period':{'end':'2029-01-01'}}}",
          "r5",
          "{'resourceType':'Consent','status':'active','date':'2020-01-01','category':[{"
              + SCOPE
              + "}],'subject':{'reference':'Patient/1'},'grantee':[{'display':'Us'}],"
              + "'grantor':[{'reference':'Patient/1'}],"
              + "'decision':'permit','period':{'end':'2029-01-01'}}",
          "dpv",
          "{'@type':'dpv:ConsentRecord','dpv:hasDataSubject':{'@id':'p1','@type':'dpv:Adult'},"
              + "'dpv:hasDataController':'Us','dpv:hasPersonalData':'pd:Name','dpv:hasConsentStatus':"
              + "{'@type':'dpv:ConsentGiven','dpv:isIndicatedAtTime':'2020-01-01','dpv:isIndicatedBy':"
              + "'dpv:DataSubject','dpv:hasDuration':{'@type':'dpv:UntilTimeDuration',"
              + "'rdf:value':'2029-01-01'}}}",
          "kantara",
          "{'version':'KI-CR-v1.1.0','jurisdiction':'DE','consentTimestamp':1577836800,"
              + "'collectionMethod':'f','consentReceiptID':'c','language':'en','piiPrincipalId':'p1',"
              + "'piiControllers':[{'piiController':'Us'}],'policyUrl':'u','sensitive':false,"
              + "'spiCat':[],'services':[{'service':'s','purposes':[{'purposeCategory':['6'],"
              + "'consentType':'EXPLICIT','piiCategory':['Name'],'termination':'2029-01-01'}]}]}");

  @Test
  void aWordThatAnswersEveryQuestionIsAGrantUntilItsEnd() {
    for (String format : GRANTS.keySet()) {
      ImportPlan plan = read(format, GRANTS.getOrDefault(format, ""));
      assertThat(plan.problems()).as(format).isEmpty();
      assertThat(verbs(plan)).as(format).containsExactly("grant");
      ImportStep grant = plan.steps().get(0);
      assertThat(grant.said().orElseThrow().earliest())
          .as(format)
          .hasToString("2020-01-01T00:00:00Z");
      assertThat(grant.instruction().path("validUntil").asText())
          .as(format)
          .isEqualTo("2029-01-01T00:00:00Z");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // TC strings
        "tcf|policy=5|policy=9|withdraw",
        "tcf|list=7|list=8|withdraw",
        "tcf|list=7|list=6|withdraw",
        "tcf|purposes=2|purposes=3|withdraw",
        "tcf|vendors=5|vendors=6|withdraw",
        "tcf|shown=5|shown=6|withdraw",
        "tcf|shown=5|hidden=1|withdraw",
        "tcf|texts=own|texts=other|withdraw",
        "tcf|texts=own|restricted=2|withdraw",
        "tcf|texts=own|cut=1|withdraw",
        "tcf|p1|``|",
        // India's artefacts
        "depa|'createTimestamp':'2020-01-01T00:00:00Z'|'createTimestamp':'1/2/20'|withdraw",
        "depa|'consentStart':'2020-01-01T00:00:00Z'|'consentStart':'1/2/20'|withdraw",
        "depa|'ACTIVE'|'SLEEPING'|withdraw",
        "depa|'status':'ACTIVE',|'':1,|withdraw",
        "depa|'Us'|'Them'|withdraw",
        "depa|'p1'|''|",
        "depa|'2029-01-01T00:00:00Z'|'2029-13-01'|withdraw",
        "depa|STORE|VIEW|withdraw",
        "depa|'DataLife'|'Else':1,'DataLife'|withdraw",
        "depa|'ACTIVE'|'REVOKED'|withdraw",
        "depa|'ACTIVE'|'REJECTED'|refuse",
        // When
        "r4|'2020-01-01'|'01/02/2020'|withdraw",
        "r5|'2020-01-01'|'01/02/2020'|withdraw",
        "dpv|'2020-01-01'|'01/02/2020'|withdraw",
        "kantara|1577836800|1577836800000|withdraw",
        // By whom
        "r4|'performer':[{'reference':'Patient/1'|'performer':[{'reference':'RelatedPerson/1'|withdraw",
        "r4|'performer'|'verification':[{'verified':false}],'performer'|withdraw",
        "r5|'grantor':[{'reference':'Patient/1'|'grantor':[{'reference':'Patient/2'|withdraw",
        "dpv|'dpv:DataSubject'|'ex:Mother'|withdraw",
        "dpv|'dpv:Adult'|'https://w3id.org/dpv#Child'|withdraw",
        // For whom
        "r4|'Us'|'Them'|withdraw",
        "r5|'grantee':[{'display':'Us'|'controller':[{'display':'Them'|withdraw",
        "r5|'Us'|'Them'|withdraw",
        "dpv|'Us'|{'@id':'ex:Them'}|withdraw",
        "kantara|'Us'|'Them'|withdraw",
        "kantara|'piiController':'Us'|'piiController':'Us','onBehalf':true|withdraw",
        // About whom
        "r4|'Patient/1'},'org|'#p'},'org|",
        "r5|'subject':{'reference':'Patient/1'|'subject':{'display':'Ann'|",
        "dpv|'@id':'p1',|''''|",
        "kantara|'p1'|' '|",
        // Until when
        "r4|'end':'2029-01-01'|'start':'2020-01-01'|withdraw",
        "r5|'2029-01-01'|'2026-11-29'|withdraw",
        "dpv|UntilTimeDuration|UntilEventDuration|withdraw",
        "kantara|'2029-01-01'|'until I say so'|withdraw",
        // What isn't known
        "r4|'active'|'running'|withdraw",
        "r5|'active'|'unknown'|withdraw",
        "r4|'type'|'purpose':[{'code':'TREAT'}],'type'|withdraw",
        "r5|'active'|'active','implicitRules':'urn:x'|withdraw",
        "dpv|ConsentGiven|ConsentSomehow|withdraw",
        "dpv|pd:Name|ex:Mood|withdraw",
        "kantara|EXPLICIT|PERHAPS|withdraw",
        // What forbids or ends, however the rest is
        "r4|'active'|'rejected'|refuse",
        "r4|'active'|'inactive','language':1|withdraw",
        "r4|'permit'|'deny','language':[]|refuse",
        "r4|'performer'|'policyRule':{'coding':[{'code':'OPTOUT'}]},'performer'|refuse",
        "r5|'active'|'not-done'|refuse",
        "r5|'permit'|'deny','regulatoryBasis':{'coding':[]}|refuse",
        "r5|'decision'|'regulatoryBasis':{'coding':[{'code':'OPTOUTE'}]},'decision'|refuse",
        "r5|'active'|'unknown','regulatoryBasis':[{'coding':[{'code':'OPTOUT'}]}]|refuse",
        "dpv|'dpv:ConsentGiven'|['dpv:ConsentGiven','dpv:ConsentWithdrawn']|refuse",
        "dpv|ConsentGiven|ConsentExpired|refuse"
      })
  void whatIsNotKnownNeitherPermitsNorVanishes(
      String format, String part, String instead, @Nullable String verb) {
    String grant = GRANTS.getOrDefault(format, "");
    assertThat(grant).contains(part);
    ImportPlan plan = read(format, grant.replace(part, instead));
    assertThat(verbs(plan)).as(instead).isEqualTo(verb == null ? List.of() : List.of(verb));
    assertThat(plan.problems().size() + plan.steps().size()).as("it is named").isPositive();
  }

  @Test
  void aDenialIsReadWhereverItStands() {
    String deny = GRANTS.getOrDefault("r4", "").replace("'permit'", "'deny'");
    String bundle =
        "{'resourceType':'Bundle','type':'searchset','link':[%s],'entry':[{'resource':%s}]}";
    assertThat(verbs(read("r4", bundle.formatted("", bundle.formatted("", deny)))))
        .containsExactly("refuse");
    ImportPlan page = read("r4", bundle.formatted("{'relation':'next','url':'u'}", deny));
    assertThat(page.problems()).extracting(ImportProblem::code).containsExactly("fhir-incomplete");
    ImportPlan outcome = read("r4", bundle.formatted("", "{'resourceType':'OperationOutcome'}"));
    assertThat(outcome.problems())
        .extracting(ImportProblem::code)
        .containsExactly("fhir-incomplete");
    String deleted =
        bundle
            .formatted("", GRANTS.getOrDefault("r4", "").replace("'status'", "'id':'c','status'"))
            .replace("'entry':[", "'entry':[{'request':{'method':'DELETE','url':'Consent/c'}},");
    assertThat(verbs(read("r4", deleted))).containsExactly("withdraw", "grant");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "usca:BUoAABSA.QA",
        "usnat:BEAqAAAAAFSA.QA",
        "\"DBABLA~BAAQAAAAAABA.QA\" ",
        "1YYN",
        "dbabl~bvqqaaaaag"
      })
  void aPrivacyStringThatSaysNoOrCannotBeReadOptsOut(String text) {
    assertThat(verbs(read("gpp", "ann\t" + text))).isNotEmpty().containsOnly("opt-out");
  }

  @Test
  void aSignalThatIsRepeatedIsOneAndASectionThatIsNewerIsNamed() {
    ImportPlan plan = read("gpc", "\uFEFFann\tSec-GPC: 1\n ANN \tsec-gpc:1\nann\tSec-GPC: 1\n");
    assertThat(plan.steps()).hasSize(2);
    assertThat(plan.notes().get(0).message()).startsWith("4 signals");
    assertThat(read("gpp", "ann\tDBABjw~CPXxRfAPXxRfAAfKABENB-CgAAAAAAAAAAYgAAAAAAAA~1YNN").notes())
        .isNotEmpty();
  }

  @Test
  void aDeletionListIsReadAsRfc4180HasIt() {
    String row = "A7kP2xQ9Lm4R," + HASH;
    String quoted = "\"A7kP2xQ9Lm4R\",\"" + HASH + "\"";
    for (String list :
        List.of("ID,Hash\n" + row, "\uFEFFID,Hash\r\n" + row, "\"ID\",\"Hash\"\n" + quoted)) {
      ImportPlan plan = read("drop", list);
      assertThat(plan.problems()).isEmpty();
      assertThat(verbs(plan)).containsExactly("request-data", "opt-out", "opt-out");
    }
    assertThat(read("drop", "ID,Hash,ListType\n" + row + ",Email\n").notes()).hasSize(1);
  }

  @Test
  void aDocumentThatNestsWithoutEndIsRefused() {
    for (String format : List.of("kantara", "dpv", "r4")) {
      ImportPlan plan = read(format, "[".repeat(200_000));
      assertThat(plan.problems())
          .extracting(ImportProblem::code)
          .containsExactly("document-malformed");
    }
  }

  @Test
  void collectedDocumentsPermitNothingThatTheyDoNotSay() throws IOException {
    Path cases = Path.of(System.getProperty("consentledger.vectors", ""), "..", "cases", "import");
    Assumptions.assumeTrue(Files.exists(cases), "skipped: the cases are not on this machine");
    Set<String> permit =
        Set.of(
            "fhir-end-far",
            "fhir-end-leapday",
            "fhir-end-month",
            "fhir-end-tz",
            "fhir-end-sec60",
            "fhir-out-1");
    Set<String> refuse =
        Set.of(
            "r4-Out",
            "r4-Emergency",
            "r4-grantor",
            "r4-pkb",
            "r4-notOrg",
            "fhir-out-2",
            "fhir-optout-permit",
            "dpv-expired-status",
            "dpv-statusinvalid");
    try (Stream<Path> all = Files.walk(cases)) {
      for (Path file : all.filter(it -> it.toString().endsWith(".json")).sorted().toList()) {
        String name = file.getFileName().toString().replace(".json", "");
        String format = name.startsWith("dpv") ? "dpv" : name.startsWith("kan") ? "kantara" : "r4";
        List<String> verbs = verbs(exactly(format, Files.readString(file)));
        boolean mayPermit =
            permit.contains(name) || format.equals("kantara") || name.equals("dpv-future-start");
        assertThat(verbs.contains("grant") && !mayPermit).as(name).isFalse();
        assertThat(verbs.contains("refuse")).as(name).isEqualTo(refuse.contains(name));
      }
    }
  }

  private static List<String> verbs(ImportPlan plan) {
    return plan.steps().stream().map(ImportStep::verb).toList();
  }

  private static ImportPlan read(String format, String text) {
    boolean json = !Set.of("gpp", "gpc", "drop").contains(format);
    return exactly(format, json ? text.replace('\'', '"') : text);
  }

  private static ImportPlan exactly(String format, String text) {
    String name =
        Map.of("r4", "fhir", "r5", "fhir", "dpv", "dpv27560").getOrDefault(format, format);
    Importer importer =
        Importers.all().stream().filter(it -> it.format().equals(name)).findFirst().orElseThrow();
    boolean tcf = format.equals("tcf");
    Meanings meanings =
        new Meanings(
            Map.of(),
            Map.of("Name", "Name", "A/PROFILE", "Name"),
            tcf ? "2029-01-01T00:00:00Z" : null,
            Set.of("us"),
            List.of(LIST),
            Set.of());
    ImportOptions options =
        new ImportOptions("care@1", null, Map.of(HASH, List.of("ann")), meanings, NOW);
    String written = tcf ? log(text) : text;
    return importer.read(written.getBytes(StandardCharsets.UTF_8), options);
  }

  // A TC string is bits: the table writes it in words.
  private static String log(String words) {
    Matcher person = Pattern.compile("(.*\\t)(.*)").matcher(words);
    assertThat(person.matches()).isTrue();
    Map<String, String> said = new HashMap<>();
    for (String word : person.group(2).split(" ", -1)) {
      said.put(word.split("=", -1)[0], word.split("=", -1)[1]);
    }
    TcStrings string =
        new TcStrings()
            .updated(Instant.parse(said.get("day") + "T00:00:00Z"))
            .list(number(said, "list"))
            .policy(number(said, "policy"))
            .consent(Set.of(number(said, "purposes")), Set.of(number(said, "vendors")));
    if (said.containsKey("shown")) {
      string.discloses(number(said, "shown"));
    }
    if (said.containsKey("restricted")) {
      string.restricts(number(said, "restricted"), 0, 5);
    }
    if (said.containsValue("other")) {
      string.otherTexts();
    }
    String whole = string.toString();
    int end = whole.length() - (said.containsKey("cut") ? number(said, "cut") : 0);
    return person.group(1) + whole.substring(0, end);
  }

  private static int number(Map<String, String> said, String word) {
    return Integer.parseInt(said.getOrDefault(word, ""));
  }

  private static VendorList list() {
    String list =
        "{'gvlSpecificationVersion':3,'vendorListVersion':7,'vendors':{'5':{'id':5,'name':'Us',"
            + "'purposes':[2],'dataDeclaration':[1]}}}";
    try {
      return VendorList.of(list.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    } catch (FormatException e) {
      throw new AssertionError(e);
    }
  }
}
