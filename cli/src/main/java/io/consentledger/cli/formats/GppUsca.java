package io.consentledger.cli.formats;

import com.iab.gpp.encoder.GppModel;
import io.consentledger.ledger.model.PreferenceValue;
import io.consentledger.ledger.model.Right;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes preferences as a string of the IAB's Global Privacy Platform with the section usca
 * (California): 1 opted out, 2 did not opt out, 0 where nothing is recorded. Where something is,
 * the matching notice field says 1, as the section's rules ask for.
 */
public final class GppUsca {
  private static final String SECTION = "usca";
  private static final int SENSITIVE_FIELDS = 9;
  private static final int NO = 2;

  private GppUsca() {}

  /**
   * The string.
   *
   * @param gpc whether the opt-out of sale came by Global Privacy Control
   */
  public static String of(Map<Right, PreferenceValue> positions, boolean gpc) {
    GppModel model = new GppModel();
    int sale = code(positions.get(Right.SALE));
    int share = code(positions.get(Right.SHARE));
    int sensitive = code(positions.get(Right.SENSITIVE));
    model.setFieldValue(SECTION, "SaleOptOutNotice", Math.min(sale, 1));
    model.setFieldValue(SECTION, "SaleOptOut", sale);
    model.setFieldValue(SECTION, "SharingOptOutNotice", Math.min(share, 1));
    model.setFieldValue(SECTION, "SharingOptOut", share);
    model.setFieldValue(SECTION, "SensitiveDataLimitUseNotice", Math.min(sensitive, 1));
    model.setFieldValue(
        SECTION, "SensitiveDataProcessing", Collections.nCopies(SENSITIVE_FIELDS, sensitive));
    model.setFieldValue(SECTION, "MspaCoveredTransaction", NO);
    model.setFieldValue(SECTION, "Gpc", gpc);
    return model.encode();
  }

  private static int code(@Nullable PreferenceValue value) {
    if (value == null) {
      return 0;
    }
    return value == PreferenceValue.OPTED_OUT ? 1 : NO;
  }
}
