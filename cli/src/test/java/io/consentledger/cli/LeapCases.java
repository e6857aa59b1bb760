package io.consentledger.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cases that LEAP-CDS, a consent decision service for FHIR, is tested by: told anew from what
 * they are called and what they decide.
 */
final class LeapCases {
  /** The data that the processes declare. */
  static final List<String> DATA =
      List.of(
          "DrugTestResult",
          "Genetic",
          "HealthHistory",
          "MentalHealth",
          "PhysicalHealth",
          "Prescription");

  private static final String GOOD_HEALTH = actor("Organization/54");
  private static final String CLASS = "'class':[{'code':'MedicationStatement'}]";
  private static final String CODE =
      "'code':[{'coding':[{'system':'http://loinc.org','code':'42828-4'}]}]";
  private static final String MARKETING = "'purpose':[{'code':'HMARKT'}]";
  private static final String NOT_TO_THEM = GOOD_HEALTH + ",'action':[{'text':'access'}]";

  private final List<Case> cases = new ArrayList<>();
  private final Instant now;

  private LeapCases(Instant now) {
    this.now = now;
  }

  /**
   * A case.
   *
   * @param expected what the service decides; what it wants redacted is left out
   * @param documents the consents, one a line
   * @param asked the data that the request is about
   */
  record Case(
      String name,
      String expected,
      String documents,
      String process,
      String recipient,
      List<String> asked) {
    boolean isPermitted() {
      return expected.startsWith("PERMIT");
    }
  }

  static List<Case> all(Instant now) {
    LeapCases made = new LeapCases(now);
    made.rules();
    made.dataAndPurposes();
    return List.copyOf(made.cases);
  }

  private void rules() {
    String optIn = permitting(NOT_TO_THEM);
    permit("opt-in", optIn, "other-clinic");
    permit("opt-in, asked without a scope", optIn, "other-clinic");
    String scope = "'scope':{'coding'";
    assertContains(optIn, scope);
    permit(
        "opt-in, the scope among the categories",
        optIn
            .replace("'category':[{'text':'x'}],", "")
            .replace(scope, "'category':[{'coding'")
            .replace("}]},'patient'", "}]}],'patient'"),
        "other-clinic");
    deny("opt-in whose time is over", optIn.replace(day(365), day(-2)), "other-clinic");
    deny(
        "opt-in that holds in two days",
        optIn.replace("'start':'" + day(-700), "'start':'" + day(2)),
        "other-clinic");
    deny("opt-in, but not for this recipient", optIn, "good-health");
    deny(
        "the same, by one of its identifiers",
        optIn.replace(
            "'reference':'Organization/54'",
            "'display':'Good Health','identifier':{'system':'urn:o','value':'Organization/54'}"),
        "good-health");
    deny("opt-in, but not for this practitioner", permitting(actor("Practitioner/56")), "dr-bob");
    deny("none that is active", optIn.replace("'active'", "'inactive'"), "other-clinic");
    deny(
        "an ended one of another scope",
        optIn.replace("'active'", "'inactive'").replace("patient-privacy", "research"),
        "other-clinic");
    permit(
        "an older opt-out beside a newer opt-in",
        optIn + "\n" + permitting().replace("'permit'", "'deny'").replace(day(-700), day(-900)),
        "other-clinic");
  }

  private void dataAndPurposes() {
    String r = label("R") + "," + GOOD_HEALTH;
    String medication = CLASS + "," + GOOD_HEALTH;
    deny("opt-in, but not for this purpose", permitting(MARKETING), "good-health", "marketing");
    permit("but for a security label", permitting(r), "good-health", "MentalHealth");
    permit(
        "but for two security labels",
        permitting(label("ETHUD", "HIV")),
        "good-health",
        "DrugTestResult",
        "HealthHistory");
    permit(
        "but for labels in two provisions",
        permitting(r, label("V") + "," + GOOD_HEALTH, MARKETING),
        "good-health",
        "Genetic",
        "MentalHealth");
    permit(
        "but for a label and a class",
        permitting(label("R") + "," + medication),
        "good-health",
        "MentalHealth",
        "Prescription");
    permit(
        "but for a class and a label apart, asked for another class",
        permitting(medication, r),
        "good-health",
        "MentalHealth",
        "Prescription");
    cases.add(
        new Case(
            "but for the class that is asked for",
            "DENY",
            written(permitting(medication)),
            "treatment",
            "good-health",
            List.of("Prescription")));
    permit(
        "but for a clinical code",
        permitting(CODE + "," + GOOD_HEALTH)
            .replace("'type':'permit',", "")
            .replace(
                "'provision':{'period'",
                "'policyRule':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode',"
                    + "'code':'OPTIN'}]},'provision':{'period'"),
        "good-health",
        "DrugTestResult");
    deny(
        "several provisions, asked for the purpose that one denies",
        permitting(r, MARKETING),
        "good-health",
        "marketing");
    String two =
        permitting()
            .replace(
                "'type':'permit'",
                "'type':'permit','purpose':[{'code':'TREAT'},{'code':'ETREAT'}]");
    deny("for two purposes, asked for a third", two, "good-health", "marketing");
    permit("for two purposes, asked for one", two, "good-health");
    permit("for two purposes, asked for one and a third", two, "good-health");
  }

  private void permit(String name, String documents, String recipient, String... redacted) {
    String without = redacted.length == 0 ? "" : " without " + String.join(", ", redacted);
    cases.add(new Case(name, "PERMIT" + without, written(documents), "treatment", recipient, DATA));
  }

  private void deny(String name, String documents, String recipient) {
    deny(name, documents, recipient, "treatment");
  }

  private void deny(String name, String documents, String recipient, String process) {
    cases.add(new Case(name, "DENY", written(documents), process, recipient, DATA));
  }

  private String permitting(String... denials) {
    String provisions =
        Stream.of(denials)
            .map(one -> "{'type':'deny'," + one + "}")
            .collect(Collectors.joining(","));
    return "{'resourceType':'Consent','status':'active','category':[{'text':'x'}],'scope':{'coding'"
        + ":[{'system':'http://terminology.hl7.org/CodeSystem/consentscope','code':"
        + "'patient-privacy'}]},'patient':{'reference':'Patient/52'},'dateTime':'"
        + day(-700)
        + "','organization':[{'reference':'Organization/53'}],'provision':{'period':{'start':'"
        + day(-700)
        + "','end':'"
        + day(365)
        + "'},'type':'permit'"
        + (provisions.isEmpty() ? "" : ",'provision':[" + provisions + "]")
        + "}}";
  }

  private static String actor(String reference) {
    return "'actor':[{'role':{'coding':[{'code':'IRCP'}]},'reference':{'reference':'"
        + reference
        + "'}}]";
  }

  private static String label(String... codes) {
    return Stream.of(codes)
        .map(code -> "{'code':'" + code + "'}")
        .collect(Collectors.joining(",", "'securityLabel':[", "]"));
  }

  private String day(int fromNow) {
    return now.plus(Duration.ofDays(fromNow)).toString().substring(0, 10);
  }

  private static void assertContains(String text, String part) {
    if (!text.contains(part)) {
      throw new AssertionError(part);
    }
  }

  private static String written(String documents) {
    return documents.replace('\'', '"');
  }
}
