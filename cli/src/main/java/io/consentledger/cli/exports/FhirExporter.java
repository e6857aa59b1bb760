package io.consentledger.cli.exports;

import io.consentledger.cli.base.Json;
import io.consentledger.cli.formats.FhirStatement;
import io.consentledger.cli.formats.FhirStatement.State;
import io.consentledger.cli.formats.FhirWriter;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** HL7 FHIR: a Bundle with a Consent for each process. */
final class FhirExporter implements Exporter {
  private final String format;
  private final String release;
  private final Function<List<FhirStatement>, String> writer;

  private FhirExporter(
      String format, String release, Function<List<FhirStatement>, String> writer) {
    this.format = format;
    this.release = release;
    this.writer = writer;
  }

  static Exporter r4() {
    return new FhirExporter("fhir-r4", "R4", FhirWriter::r4);
  }

  static Exporter r5() {
    return new FhirExporter("fhir", "R5", FhirWriter::r5);
  }

  @Override
  public String format() {
    return format;
  }

  @Override
  public String description() {
    return "a Bundle of Consents, HL7 FHIR " + release;
  }

  @Override
  public String write(ExportedCustomer customer) {
    return writer.apply(customer.consents().stream().map(one -> statement(customer, one)).toList());
  }

  private static FhirStatement statement(ExportedCustomer customer, ConsentTrail consent) {
    ConsentEvent event = consent.decisive();
    Instant at = Instant.ofEpochMilli(event.timeMs());
    List<String> granted =
        Json.texts(Prefixes.dataCategories(event.payload().path("dataCategories")));
    List<String> declared =
        Json.texts(Prefixes.dataCategories(consent.process().path("dataCategories")));
    return new FhirStatement(
        customer.history().subjectRef(),
        customer.history().controller(),
        consent.processRef(),
        consent.notice().path("uri").asText(),
        event.txId(),
        at,
        event.isGrant() ? Instant.ofEpochMilli(event.payload().path("validUntilMs").asLong()) : at,
        state(event, consent.stands(customer.timeMs())),
        granted,
        declared.stream().filter(one -> !granted.contains(one)).toList(),
        Json.texts(event.payload().path("recipients")),
        excepted(consent));
  }

  private static List<String> excepted(ConsentTrail consent) {
    return Json.texts(consent.process().path("recipients")).stream()
        .filter(one -> !consent.recipients().contains(one))
        .toList();
  }

  private static State state(ConsentEvent event, boolean stands) {
    if (event.isGrant()) {
      return stands ? State.GIVEN : State.ENDED;
    }
    return switch (event.status()) {
      case ConsentEvent.REFUSED -> State.REFUSED;
      case ConsentEvent.REQUESTED, ConsentEvent.DEFERRED -> State.OPEN;
      case ConsentEvent.WITHDRAWN, ConsentEvent.REVOKED, ConsentEvent.INVALIDATED -> State.ENDED;
      // A decision that this version doesn't know permits nothing.
      default -> State.OPEN;
    };
  }
}
