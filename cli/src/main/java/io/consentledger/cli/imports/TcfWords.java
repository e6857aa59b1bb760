package io.consentledger.cli.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.cli.base.Json;
import io.consentledger.cli.convert.GvlMapping;
import io.consentledger.cli.formats.FormatException;
import io.consentledger.cli.formats.Said;
import io.consentledger.cli.formats.TcString;
import io.consentledger.cli.formats.VendorList;
import io.consentledger.cli.formats.VendorList.Vendor;
import io.consentledger.ledger.model.PreferenceSource;
import io.consentledger.ledger.model.Right;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What TC strings say to one vendor: for each process a grant, or its end where anything of it
 * isn't permitted or isn't known; and an objection, which no string lifts. One thread.
 */
final class TcfWords {
  private final TcfQuestion question;
  private final Meanings meanings;
  private final Map<String, String> categories = new HashMap<>();
  private final SortedMap<Integer, VendorList> lists = new TreeMap<>();
  private final Set<String> noted = new TreeSet<>();

  TcfWords(TcfQuestion question, Meanings meanings) {
    this.question = question;
    this.meanings = meanings;
    meanings.vendorLists().forEach(list -> lists.put(list.version(), list));
    GvlMapping.DATA_CATEGORIES.forEach((number, term) -> categories.put("" + number, term));
    categories.putAll(meanings.categories());
  }

  /** Adds what one line says. */
  void line(int line, String person, String written, ImportPlan.Builder plan) {
    String bare = written.replaceAll("[\\s\"']", "");
    if (!bare.equals(written)) {
      plan.note(line, "spaces or quotes around or in the string: read without them");
    }
    try {
      new Line(line, person, TcString.of(bare), plan).words();
    } catch (FormatException e) {
      plan.problem(line, 0, e.code(), e.reason());
      for (String process : question.processes().keySet()) {
        plan.word(withdrawal(line, person, process, Optional.empty(), "it can't be read"));
      }
      if (question.restsOnInterest(lists.values())) {
        objection(line, person, "it can't be read: counts as an objection", plan);
      }
    }
  }

  private static ImportStep withdrawal(
      int line, String person, String process, Optional<Said> said, String because) {
    ObjectNode end = Json.object().put("do", "withdraw").put("process", process);
    return new ImportStep(line, person, end, because, said);
  }

  private static void objection(int line, String person, String because, ImportPlan.Builder plan) {
    Set<Right> objection = EnumSet.of(Right.OBJECTION);
    SignalLog.optOut(plan, line, person, objection, PreferenceSource.FORM, because);
  }

  /** One string of one person. */
  private final class Line {
    private final int line;
    private final String person;
    private final TcString string;
    private final ImportPlan.Builder plan;

    Line(int line, String person, TcString string, ImportPlan.Builder plan) {
      this.line = line;
      this.person = person;
      this.string = string;
      this.plan = plan;
    }

    void words() {
      Optional<Vendor> vendor =
          Optional.ofNullable(lists.get(string.vendorList())).flatMap(question::in);
      Optional<TcfVerdict.Doubt> doubt = doubt(vendor);
      doubt.ifPresent(why -> plan.problem(line, 0, why.code(), why.why()));
      for (String process : question.processes().keySet()) {
        if (doubt.isPresent()) {
          ends(process, "it isn't known to permit");
        } else {
          word(process, vendor.orElseThrow());
        }
      }
      boolean objects =
          vendor
              .or(() -> lists.values().stream().flatMap(it -> question.in(it).stream()).findFirst())
              .filter(one -> TcfVerdict.isObjection(string, one))
              .isPresent();
      if (objects) {
        objection(line, person, "no consent, and no legitimate interest that stands", plan);
      }
    }

    private Optional<TcfVerdict.Doubt> doubt(Optional<Vendor> vendor) {
      Optional<TcfVerdict.Doubt> doubt = TcfVerdict.doubt(string);
      if (doubt.isPresent() || (vendor.isPresent() && !vendor.get().left())) {
        return doubt;
      }
      int version = string.vendorList();
      if (lists.containsKey(version)) {
        return Optional.of(
            new TcfVerdict.Doubt("tcf-vendor", "the organisation isn't on vendor list " + version));
      }
      String which = version > lists.lastKey() ? "is newer than those given" : "isn't given";
      return Optional.of(
          new TcfVerdict.Doubt(
              "tcf-list", "vendor list " + version + " was shown, which " + which));
    }

    private void word(String process, Vendor vendor) {
      Map<TcfVerdict, Set<String>> by = new EnumMap<>(TcfVerdict.class);
      for (String purpose : question.purposes(process, vendor)) {
        by.computeIfAbsent(TcfVerdict.of(string, vendor, purpose), it -> new TreeSet<>())
            .add(purpose);
      }
      Set<String> undeclared = by.getOrDefault(TcfVerdict.UNDECLARED, Set.of());
      Set<String> interest = by.getOrDefault(TcfVerdict.INTEREST, Set.of());
      Set<String> denied = by.getOrDefault(TcfVerdict.DENIES, Set.of());
      if (by.isEmpty() || !undeclared.isEmpty()) {
        unknown(process, "the vendor doesn't declare " + (by.isEmpty() ? "any" : undeclared));
      } else if (!denied.isEmpty()) {
        ends(process, "not permitted: " + String.join(", ", denied));
      } else if (by.keySet().equals(EnumSet.of(TcfVerdict.INTEREST))) {
        note(process + " rests on a legitimate interest, which is no consent: passed over");
      } else if (!interest.isEmpty()) {
        unknown(process, interest + " rest on a legitimate interest, not on consent");
      } else {
        grant(process, vendor, by.getOrDefault(TcfVerdict.PERMITS, Set.of()));
      }
    }

    private void grant(String process, Vendor vendor, Set<String> purposes) {
      try {
        if (meanings.validUntil().isEmpty()) {
          throw new DocumentException(
              line, 0, "end-unresolved", "a string has no end; say until when with --valid-until");
        }
        List<String> data = vendor.data().stream().sorted().map(it -> "" + it).toList();
        if (data.isEmpty()) {
          throw new DocumentException(
              line, 0, "category-missing", "the vendor list names no data of the vendor");
        }
        ObjectNode grant = Json.object().put("do", "grant").put("process", process);
        grant.set("dataCategories", Terms.categories(data, categories, line));
        grant.put("validUntil", meanings.validUntil().get());
        String because = "consent to " + String.join(", ", purposes);
        Optional<Said> said = Optional.of(string.said());
        // Consent is to this vendor alone, whomever the process hands data to.
        plan.word(new ImportStep(line, person, grant, because, said, Coverage.NOBODY_ELSE));
      } catch (DocumentException refused) {
        plan.problem(refused.problem());
        ends(process, "it isn't known to permit");
      }
    }

    private void unknown(String process, String why) {
      plan.problem(line, 0, "tcf-purpose", process + ": " + why);
      ends(process, "it isn't known to permit");
    }

    private void ends(String process, String because) {
      plan.word(withdrawal(line, person, process, Optional.of(string.said()), because));
    }

    private void note(String message) {
      if (noted.add(message)) {
        plan.note(line, message);
      }
    }
  }
}
