package io.consentledger.p2p;

import org.jspecify.annotations.Nullable;

/** What a fetch asks for, with its code and how many of it one reply may hold. */
enum Wanted {
  BLOCKS(1, Limits.BLOCKS_PER_REPLY_MAX),
  HEADERS(2, Limits.HEADERS_PER_REPLY_MAX);

  private final int code;
  private final int max;

  Wanted(int code, int max) {
    this.code = code;
    this.max = max;
  }

  static @Nullable Wanted ofCode(int code) {
    for (Wanted wanted : values()) {
      if (wanted.code == code) {
        return wanted;
      }
    }
    return null;
  }

  int code() {
    return code;
  }

  int max() {
    return max;
  }
}
