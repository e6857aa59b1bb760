package io.consentledger.cli.imports;

import io.consentledger.cli.formats.TcString;
import io.consentledger.cli.formats.VendorList.Vendor;
import java.util.Set;
import java.util.TreeSet;

/** On what a vendor may rest a purpose, after what the publisher restricts. */
enum TcfBasis {
  CONSENT,
  INTEREST,
  /** The publisher allows it on no basis that the vendor has. */
  NONE,
  /** The vendor doesn't say that it does this at all. */
  UNDECLARED;

  private static final int BY_CONSENT = 1;
  private static final int BY_INTEREST = 2;

  /** Since framework 2.2 these rest on consent alone. */
  private static final Set<Integer> CONSENT_ONLY = Set.of(1, 3, 4, 5, 6);

  static TcfBasis of(TcString string, Vendor vendor, int purpose) {
    boolean byConsent = vendor.purposes().contains(purpose);
    boolean byInterest = vendor.interests().contains(purpose);
    if (!byConsent && !byInterest) {
      return UNDECLARED;
    }
    TcfBasis basis = restricted(string, vendor, purpose, byConsent ? CONSENT : INTEREST);
    return basis == INTEREST && CONSENT_ONLY.contains(purpose) ? NONE : basis;
  }

  private static TcfBasis restricted(
      TcString string, Vendor vendor, int purpose, TcfBasis declared) {
    Set<Integer> types = new TreeSet<>();
    for (TcString.Restriction one : string.restrictions()) {
      if (one.purpose() == purpose && one.vendors().contains(vendor.id())) {
        types.add(one.type());
      }
    }
    if (types.isEmpty()) {
      return declared;
    }
    TcfBasis wanted = NONE;
    if (types.equals(Set.of(BY_CONSENT))) {
      wanted = CONSENT;
    } else if (types.equals(Set.of(BY_INTEREST))) {
      wanted = INTEREST;
    }
    return wanted == declared || vendor.flexible().contains(purpose) ? wanted : NONE;
  }
}
