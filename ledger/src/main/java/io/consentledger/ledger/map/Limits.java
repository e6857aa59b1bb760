package io.consentledger.ledger.map;

/** How the map is laid out on one node: changes no hash. */
public final class Limits {
  /**
   * Most keys of a page. More means less memory for the top, and more hashing for each changed key:
   * docs/decisions/0023-map-in-pages.md.
   */
  public static final int PAGE_KEYS_MAX = 64;

  private Limits() {}
}
