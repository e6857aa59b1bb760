package io.consentledger.cli.formats;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A string of the IAB's Transparency and Consent Framework, version 2 of the encoding (frameworks
 * 2.0 to 2.3), bit by bit as it is published ("Consent string and vendor list formats v2"). Read
 * here and not with the IAB's library: docs/decisions/0138.
 *
 * @param said when a value was last changed: a day where the time is midnight, as the framework
 *     writes it since 2.2
 * @param vendorList the version of the vendor list that the customer was shown
 * @param policy the version of the policies: 4 is framework 2.2, 5 is 2.3
 * @param otherTexts whether the customer read other words than the framework's
 * @param purposeOneUnasked whether purpose 1 wasn't shown at all
 * @param specialFeatures those that the customer opted in to
 * @param purposes those that the customer consented to
 * @param interests the purposes of which a legitimate interest was shown, and not objected to
 * @param vendors those that the customer consented to
 * @param interested the vendors whose legitimate interest was shown, and not objected to
 * @param restrictions what the publisher allows vendors less than they ask for
 * @param disclosed the vendors that were shown; empty where the string has no such segment
 */
public record TcString(
    Said said,
    int vendorList,
    int policy,
    boolean otherTexts,
    boolean purposeOneUnasked,
    Set<Integer> specialFeatures,
    Set<Integer> purposes,
    Set<Integer> interests,
    VendorSet vendors,
    VendorSet interested,
    List<Restriction> restrictions,
    Optional<VendorSet> disclosed) {
  private static final int CHARACTERS_MAX = 16_384;
  private static final int VERSION = 2;
  private static final int PURPOSES = 24;
  private static final int SPECIAL_FEATURES = 12;
  private static final int DISCLOSED = 1;
  private static final int ALLOWED = 2;
  private static final int PUBLISHER = 3;
  private static final int TENTHS_MILLIS = 100;

  /**
   * What a publisher allows less.
   *
   * @param type 0 not at all, 1 by consent only, 2 by legitimate interest only
   */
  public record Restriction(int purpose, int type, VendorSet vendors) {}

  public TcString {
    specialFeatures = Set.copyOf(specialFeatures);
    purposes = Set.copyOf(purposes);
    interests = Set.copyOf(interests);
    restrictions = List.copyOf(restrictions);
  }

  /**
   * Reads a whole string.
   *
   * @throws FormatException {@code tcf-string} where any part of it isn't as the format has it
   */
  public static TcString of(String written) throws FormatException {
    if (written.length() > CHARACTERS_MAX) {
      throw new FormatException("tcf-string", "longer than " + CHARACTERS_MAX + " characters");
    }
    String[] segments = written.split("\\.", -1);
    Optional<VendorSet> disclosed = Optional.empty();
    Set<Integer> seen = new HashSet<>();
    for (int i = 1; i < segments.length; i++) {
      TcBits bits = new TcBits(segments[i]);
      int type = bits.small(3);
      if (!seen.add(type) || type < DISCLOSED || type > PUBLISHER) {
        throw new FormatException("tcf-string", "a segment stands twice, or isn't known");
      }
      if (type == PUBLISHER) {
        publisher(bits);
      } else {
        VendorSet listed = bits.vendors();
        disclosed = type == ALLOWED ? disclosed : Optional.of(listed);
      }
      bits.end();
    }
    return core(new TcBits(segments[0]), disclosed);
  }

  private static TcString core(TcBits bits, Optional<VendorSet> disclosed) throws FormatException {
    if (bits.small(6) != VERSION) {
      throw new FormatException("tcf-string", "not a string of version 2");
    }
    long created = bits.number(36);
    long updated = bits.number(36);
    if (updated < created) {
      throw new FormatException("tcf-string", "it was changed before it was made");
    }
    bits.number(12 + 12 + 6 + 12); // the platform that asked, its version, screen and language
    int vendorList = bits.small(12);
    int policy = bits.small(6);
    bits.flag(); // for one service: so is every string of the policies that are read
    boolean otherTexts = bits.flag();
    Set<Integer> specialFeatures = bits.places(SPECIAL_FEATURES);
    Set<Integer> purposes = bits.places(PURPOSES);
    Set<Integer> interests = bits.places(PURPOSES);
    boolean purposeOneUnasked = bits.flag();
    bits.number(12); // the publisher's country
    VendorSet vendors = bits.vendors();
    VendorSet interested = bits.vendors();
    List<Restriction> restrictions = restrictions(bits);
    bits.end();
    return new TcString(
        said(Instant.ofEpochMilli(updated * TENTHS_MILLIS)),
        vendorList,
        policy,
        otherTexts,
        purposeOneUnasked,
        specialFeatures,
        purposes,
        interests,
        vendors,
        interested,
        restrictions,
        disclosed);
  }

  private static List<Restriction> restrictions(TcBits bits) throws FormatException {
    List<Restriction> restrictions = new ArrayList<>();
    int count = bits.small(12);
    for (int i = 0; i < count; i++) {
      restrictions.add(new Restriction(bits.small(6), bits.small(2), bits.ranges()));
    }
    return restrictions;
  }

  // What the publisher asks for itself: read so that it is whole, and not used.
  private static void publisher(TcBits bits) throws FormatException {
    bits.number(PURPOSES);
    bits.number(PURPOSES);
    int own = bits.small(6);
    bits.places(2 * own);
  }

  private static Said said(Instant updated) {
    LocalDate day = LocalDate.ofInstant(updated, ZoneOffset.UTC);
    boolean midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant().equals(updated);
    return midnight ? Said.of(day.toString()).orElseThrow() : Said.at(updated);
  }
}
