package io.consentledger.crypto;

import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 9162 sections 2.1.1, 2.1.3.1 and 2.1.4.1, word for word and slow. */
final class NaiveLog {
  private NaiveLog() {}

  /** MTH. */
  static Digest root(List<Digest> d) {
    if (d.isEmpty()) {
      return Digest.of(Bytes.EMPTY);
    }
    if (d.size() == 1) {
      return d.get(0);
    }
    int k = split(d.size());
    return Digest.of(
        Bytes.fromHex("01"), root(d.subList(0, k)).bytes(), root(d.subList(k, d.size())).bytes());
  }

  /** PATH. */
  static List<Digest> path(int m, List<Digest> d) {
    if (d.size() == 1) {
      return List.of();
    }
    int k = split(d.size());
    List<Digest> left = d.subList(0, k);
    List<Digest> right = d.subList(k, d.size());
    return m < k ? plus(path(m, left), root(right)) : plus(path(m - k, right), root(left));
  }

  /** PROOF. */
  static List<Digest> proof(int m, List<Digest> d) {
    return subproof(m, d, true);
  }

  private static List<Digest> subproof(int m, List<Digest> d, boolean b) {
    if (m == d.size()) {
      return b ? List.of() : List.of(root(d));
    }
    int k = split(d.size());
    List<Digest> left = d.subList(0, k);
    List<Digest> right = d.subList(k, d.size());
    return m <= k
        ? plus(subproof(m, left, b), root(right))
        : plus(subproof(m - k, right, false), root(left));
  }

  private static List<Digest> plus(List<Digest> proof, Digest last) {
    List<Digest> longer = new ArrayList<>(proof);
    longer.add(last);
    return longer;
  }

  /** The largest power of two below n. */
  private static int split(int n) {
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return k;
  }
}
