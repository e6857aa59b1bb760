package io.consentledger.cli.formats;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes TC strings bit by bit after the published format: another hand than the reader's. */
public final class TcStrings {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private Instant updated = Instant.parse("2026-01-01T00:00:00Z");
  private int list = 7;
  private int policy = 5;
  private boolean otherTexts;
  private boolean purposeOneUnasked;
  private boolean ranges;
  private Set<Integer> features = Set.of();
  private Set<Integer> purposes = Set.of();
  private Set<Integer> interests = Set.of();
  private Set<Integer> vendors = Set.of();
  private Set<Integer> interested = Set.of();
  private final List<String> restrictions = new ArrayList<>();
  private String disclosed = "";

  public TcStrings updated(Instant moment) {
    updated = moment;
    return this;
  }

  public TcStrings list(int version) {
    list = version;
    return this;
  }

  public TcStrings policy(int version) {
    policy = version;
    return this;
  }

  public TcStrings otherTexts() {
    otherTexts = true;
    return this;
  }

  public TcStrings purposeOneUnasked() {
    purposeOneUnasked = true;
    return this;
  }

  /** Vendors as ranges, not as one bit each. */
  public TcStrings ranges(boolean wanted) {
    ranges = wanted;
    return this;
  }

  public TcStrings features(Integer... numbers) {
    features = Set.of(numbers);
    return this;
  }

  public TcStrings consent(Set<Integer> ofPurposes, Set<Integer> ofVendors) {
    purposes = ofPurposes;
    vendors = ofVendors;
    return this;
  }

  public TcStrings interest(Set<Integer> ofPurposes, Set<Integer> ofVendors) {
    interests = ofPurposes;
    interested = ofVendors;
    return this;
  }

  public TcStrings restricts(int purpose, int type, Integer... ofVendors) {
    restrictions.add(number(purpose, 6) + number(type, 2) + runs(Set.of(ofVendors)));
    return this;
  }

  public TcStrings discloses(Integer... shown) {
    disclosed = "." + text(number(1, 3) + section(Set.of(shown)));
    return this;
  }

  @Override
  public String toString() {
    String moment = number(updated.toEpochMilli() / 100, 36);
    StringBuilder bits = new StringBuilder(number(2, 6)).append(moment).append(moment);
    bits.append(number(31, 12)).append(number(1, 12)).append(number(1, 6));
    bits.append(number(4, 6)).append(number(13, 6)).append(number(list, 12));
    bits.append(number(policy, 6)).append(1).append(otherTexts ? 1 : 0);
    bits.append(places(features, 12)).append(places(purposes, 24)).append(places(interests, 24));
    bits.append(purposeOneUnasked ? 1 : 0).append(number(3, 6)).append(number(4, 6));
    bits.append(section(vendors)).append(section(interested));
    bits.append(number(restrictions.size(), 12));
    restrictions.forEach(bits::append);
    return text(bits.toString()) + disclosed;
  }

  private String section(Set<Integer> ids) {
    int largest = ids.stream().mapToInt(id -> id).max().orElse(0);
    return number(largest, 16) + (ranges ? "1" + runs(ids) : "0" + places(ids, largest));
  }

  private static String runs(Set<Integer> ids) {
    List<String> runs = new ArrayList<>();
    for (int id : new TreeSet<>(ids)) {
      if (ids.contains(id - 1)) {
        continue;
      }
      int last = id;
      while (ids.contains(last + 1)) {
        last++;
      }
      runs.add(last == id ? "0" + number(id, 16) : "1" + number(id, 16) + number(last, 16));
    }
    return number(runs.size(), 12) + String.join("", runs);
  }

  private static String places(Set<Integer> numbers, int bits) {
    StringBuilder places = new StringBuilder();
    for (int place = 1; place <= bits; place++) {
      places.append(numbers.contains(place) ? '1' : '0');
    }
    return places.toString();
  }

  private static String number(long number, int bits) {
    String digits = Long.toBinaryString(number);
    return "0".repeat(bits - digits.length()) + digits;
  }

  private static String text(String bits) {
    String whole = bits + "0".repeat((6 - bits.length() % 6) % 6);
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < whole.length(); at += 6) {
      text.append(ALPHABET.charAt(Integer.parseInt(whole.substring(at, at + 6), 2)));
    }
    return text.toString();
  }
}
