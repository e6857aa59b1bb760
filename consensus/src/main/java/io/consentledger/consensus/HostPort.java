package io.consentledger.consensus;

/** A network address as written: {@code host:port}, an IPv6 host in brackets. */
record HostPort(String host, int port) {
  static HostPort parse(String address) {
    int colon = address.lastIndexOf(':');
    return of(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  /** The host without brackets, however it came, so that two spellings of one address are equal. */
  static HostPort of(String host, int port) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return new HostPort(bracketed ? host.substring(1, host.length() - 1) : host, port);
  }
}
