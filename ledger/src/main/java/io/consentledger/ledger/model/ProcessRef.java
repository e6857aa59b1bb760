package io.consentledger.ledger.model;

/** Names one version of a controller's process; versions match exactly, never by order. */
public record ProcessRef(String id, int version) {
  public ProcessRef {
    Shape.IDENTIFIER.require("process.id", id);
    Shape.requireVersion("process.version", version);
  }

  /**
   * Reads the form {@code id@version} that people write.
   *
   * @throws InvalidFieldException where it is anything else
   */
  public static ProcessRef ofText(String text) {
    int at = text.indexOf('@');
    if (at < 0 || !text.substring(at + 1).matches("[1-9][0-9]{0,6}")) {
      throw new InvalidFieldException("process", "is written id@version, such as example@1");
    }
    return new ProcessRef(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
  }

  /** Whether a process could have this name and version at all. */
  public static boolean isValid(String id, int version) {
    return Shape.IDENTIFIER.fits(id) && version >= 1 && version <= Limits.VERSION_MAX;
  }

  @Override
  public String toString() {
    return id + "@" + version;
  }
}
