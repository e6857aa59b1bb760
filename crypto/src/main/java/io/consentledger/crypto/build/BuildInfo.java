package io.consentledger.crypto.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is. The build writes it into the jar.
 *
 * @param version as Maven has it
 * @param commit of the sources in hexadecimal; {@value #UNKNOWN} where they were no Git repository
 */
public record BuildInfo(String version, String commit) {
  public static final String UNKNOWN = "unknown";

  private static final String RESOURCE = "/consentledger-build.properties";

  /** What this program was built from. */
  public static BuildInfo ofThisProgram() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream(RESOURCE)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(RESOURCE + " can't be read", broken);
    }
    return of(properties);
  }

  /** What the build didn't fill in is unknown. */
  static BuildInfo of(Properties properties) {
    return new BuildInfo(value(properties, "version"), value(properties, "commit"));
  }

  private static String value(Properties properties, String name) {
    String value = properties.getProperty(name, UNKNOWN);
    return value.isBlank() || value.startsWith("${") ? UNKNOWN : value;
  }

  /** Version and commit in one line. */
  @Override
  public String toString() {
    return version + " (commit " + commit + ")";
  }
}
