package io.consentledger.cli.bench;

/** Where the clients get their next request. Any thread. */
interface Requests {
  /** The bytes of the next HTTP request. */
  byte[] next();
}
