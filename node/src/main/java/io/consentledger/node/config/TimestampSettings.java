package io.consentledger.node.config;

import java.net.URI;
import java.time.Duration;

/**
 * Whom this node asks for time-stamps (RFC 3161), and how often; the section {@code timestamping}
 * of the configuration file.
 *
 * @param url of the authority, http or https
 * @param interval between two time-stamps of a growing ledger
 */
public record TimestampSettings(URI url, Duration interval) {
  private static final int INTERVAL_MINUTES_MAX = 7 * 24 * 60;
  private static final int INTERVAL_MINUTES_DEFAULT = 60;

  static TimestampSettings read(Section section) {
    String url =
        section.text("url", TimestampSettings::isUrl, "an http or https URL without user or query");
    int minutes =
        section.integer("intervalMinutes", 1, INTERVAL_MINUTES_MAX, INTERVAL_MINUTES_DEFAULT);
    section.refuseOthers();
    return new TimestampSettings(
        URI.create(url.isEmpty() ? "http://missing/" : url), Duration.ofMinutes(minutes));
  }

  private static boolean isUrl(String text) {
    try {
      URI url = URI.create(text);
      return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getRawQuery() == null;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
