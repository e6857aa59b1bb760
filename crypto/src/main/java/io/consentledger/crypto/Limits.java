package io.consentledger.crypto;

import java.time.Duration;

/** Every bound of this module, in one place. */
final class Limits {
  /** A private key file holds one small PEM block. */
  static final int KEY_FILE_SIZE_BYTES_MAX = 16 * 1024;

  /** A chain file holds a few certificates. */
  static final int CHAIN_FILE_SIZE_BYTES_MAX = 64 * 1024;

  /** One DER certificate, from a file or from the genesis file. */
  static final int CERTIFICATE_SIZE_BYTES_MAX = 16 * 1024;

  /** Certificates in one chain file: the node's, its CA's, and room for a hand-over. */
  static final int CHAIN_CERTIFICATES_MAX = 4;

  /** Certificates that a peer may show: its own and its CA's. */
  static final int PEER_CHAIN_CERTIFICATES_MAX = 2;

  /** Host names and addresses in one node certificate. */
  static final int HOSTS_MAX = 32;

  /** How far back a new certificate's validity begins: peers' clocks differ. */
  static final Duration CERTIFICATE_BACKDATE = Duration.ofMinutes(5);

  /** PBKDF2 rounds of a key file written by this version (OWASP's floor for HMAC-SHA-256). */
  static final int PASSPHRASE_ROUNDS = 600_000;

  /** PBKDF2 rounds accepted when reading: more would only stall the reader. */
  static final int PASSPHRASE_ROUNDS_MAX = 10_000_000;

  /** HKDF gives at most 255 blocks of its hash (RFC 5869 section 2.3). */
  static final int HKDF_OUTPUT_SIZE_BYTES_MAX = 255 * 32;

  /** Argon2id for files that people open: RFC 9106, section 4, second recommendation. */
  static final int ARGON2_MEMORY_KIB = 64 << 10;

  static final int ARGON2_PASSES = 3;
  static final int ARGON2_LANES = 4;

  /** What a file may ask for. */
  static final int ARGON2_MEMORY_KIB_MAX = 1 << 20;

  static final int ARGON2_PASSES_MAX = 16;
  static final int ARGON2_LANES_MAX = 16;

  private Limits() {}
}
