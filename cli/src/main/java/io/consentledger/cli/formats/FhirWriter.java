package io.consentledger.cli.formats;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;

/** Writes consents as HL7 FHIR, so that {@link FhirReader} reads what was meant. */
public final class FhirWriter {
  private FhirWriter() {}

  /** A Bundle of release R4; the same statements give the same text. */
  public static String r4(List<FhirStatement> statements) {
    org.hl7.fhir.r4.model.Bundle bundle = new org.hl7.fhir.r4.model.Bundle();
    bundle.setType(org.hl7.fhir.r4.model.Bundle.BundleType.COLLECTION);
    statements.forEach(
        one -> bundle.addEntry().setFullUrl(one.address()).setResource(FhirR4Writer.consent(one)));
    return FhirContext.forR4().newJsonParser().setPrettyPrint(true).encodeResourceToString(bundle);
  }

  /** A Bundle of release R5; the same statements give the same text. */
  public static String r5(List<FhirStatement> statements) {
    org.hl7.fhir.r5.model.Bundle bundle = new org.hl7.fhir.r5.model.Bundle();
    bundle.setType(org.hl7.fhir.r5.model.Bundle.BundleType.COLLECTION);
    statements.forEach(
        one -> bundle.addEntry().setFullUrl(one.address()).setResource(FhirR5Writer.consent(one)));
    return FhirContext.forR5().newJsonParser().setPrettyPrint(true).encodeResourceToString(bundle);
  }
}
