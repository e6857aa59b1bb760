package io.consentledger.cli.formats;

import java.util.BitSet;
import java.util.stream.IntStream;

/** Vendors by their numbers, from 1 to 65,535. Small however many ranges name them. Immutable. */
public final class VendorSet {
  private final BitSet numbers;

  private VendorSet(BitSet numbers) {
    this.numbers = numbers;
  }

  /** Takes ownership of the numbers. */
  static VendorSet owning(BitSet numbers) {
    return new VendorSet(numbers);
  }

  /** These. */
  public static VendorSet of(int... numbers) {
    BitSet set = new BitSet();
    IntStream.of(numbers).forEach(set::set);
    return new VendorSet(set);
  }

  public boolean contains(int vendor) {
    return numbers.get(vendor);
  }

  /** Ascending. */
  public IntStream stream() {
    return numbers.stream();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VendorSet set && set.numbers.equals(numbers);
  }

  @Override
  public int hashCode() {
    return numbers.hashCode();
  }

  @Override
  public String toString() {
    return numbers.toString();
  }
}
