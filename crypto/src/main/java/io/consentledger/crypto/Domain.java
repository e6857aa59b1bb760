package io.consentledger.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a hash or a signature is for: {@code L(x)} of the formats, ASCII {@code consent-ledger/x/v1}
 * and one zero byte, which stands before everything hashed or signed, so that bytes made for one
 * purpose never count for another.
 */
public enum Domain {
  GENESIS("genesis"),
  PAYLOAD("payload"),
  STATEMENT("statement"),
  KEY("key"),
  ENVELOPE("envelope"),
  SUBJECT("subject"),
  STREAM_SUBJECT("stream-subject"),
  STREAM_KEY("stream-key"),
  STREAM_PARTY("stream-party"),
  STREAM_CONFIG("stream-config"),
  STREAM_CHALLENGE("stream-challenge"),
  VALIDATOR_SET("valset"),
  VOTE("vote"),
  COMMITMENT("commitment"),
  BATCH("batch"),
  BATCH_CONTENT("batch-content"),
  HEAD("head"),
  POSSESSION("possession"),
  DELEGATE("delegate"),
  STREAM_FINDINGS("stream-findings"),
  FINDINGS("findings"),
  SHARE_KEY("share-key"),
  SHARE("share"),
  SHARE_SENDER("share-sender");

  private final Bytes prefix;

  Domain(String label) {
    byte[] ascii = ("consent-ledger/" + label + "/v1").getBytes(StandardCharsets.US_ASCII);
    this.prefix = Bytes.owning(Arrays.copyOf(ascii, ascii.length + 1));
  }

  /** The prefix, its closing zero byte included. */
  public Bytes prefix() {
    return prefix;
  }

  /** SHA-256 of the prefix and the parts, joined in order. */
  public Digest hash(Bytes... parts) {
    Bytes[] all = new Bytes[parts.length + 1];
    all[0] = prefix;
    System.arraycopy(parts, 0, all, 1, parts.length);
    return Digest.of(all);
  }

  /** The prefix and the parts joined: what is signed for this purpose. */
  public Bytes message(Bytes... parts) {
    return Bytes.concat(prefix, Bytes.concat(parts));
  }
}
