package io.consentledger.cli.convert;

import java.util.List;
import java.util.Map;

/**
 * How the terms of the IAB Transparency and Consent Framework (Global Vendor List, version 3) are
 * written in terms of the Data Privacy Vocabulary 2.3. Our reading, by the published names and
 * descriptions of both; docs/reference/cli.md shows it as a table.
 */
public final class GvlMapping {
  /** Purposes 1 to 11. */
  static final Map<Integer, List<String>> PURPOSES =
      Map.ofEntries(
          Map.entry(1, List.of("TechnicalServiceProvision")),
          Map.entry(2, List.of("Advertising")),
          Map.entry(3, List.of("PersonalisedAdvertising")),
          Map.entry(4, List.of("TargetedAdvertising")),
          Map.entry(5, List.of("ServicePersonalisation")),
          Map.entry(6, List.of("ProvidePersonalisedRecommendations")),
          Map.entry(7, List.of("Marketing", "ServiceUsageAnalytics")),
          Map.entry(8, List.of("ServiceUsageAnalytics")),
          Map.entry(9, List.of("CommercialResearch")),
          Map.entry(10, List.of("ImproveExistingProductsAndServices")),
          Map.entry(11, List.of("Personalisation")));

  /** Data categories 1 to 11. */
  public static final Map<Integer, String> DATA_CATEGORIES =
      Map.ofEntries(
          Map.entry(1, "IPAddress"),
          Map.entry(2, "DeviceBased"),
          Map.entry(3, "UID"),
          Map.entry(4, "DigitalFingerprint"),
          Map.entry(5, "Authenticating"),
          Map.entry(6, "BrowsingBehaviour"),
          Map.entry(7, "Identifying"),
          Map.entry(8, "Region"),
          Map.entry(9, "GPSCoordinate"),
          Map.entry(10, "IndividualProfile"),
          Map.entry(11, "PrivacyPreference"));

  /** Special purposes 1 and 2, which need no consent. */
  static final Map<Integer, List<String>> SPECIAL_PURPOSES =
      Map.of(
          1, List.of("EnforceSecurity", "FraudPreventionAndDetection"),
          2, List.of("TechnicalServiceProvision"));

  /** What a vendor that declares none is given: every access to a device shows an address. */
  static final String DEFAULT_CATEGORY = "IPAddress";

  private GvlMapping() {}
}
