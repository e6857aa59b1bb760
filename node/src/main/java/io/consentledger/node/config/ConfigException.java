package io.consentledger.node.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration can't be used; every mistake found is in {@link #mistakes()}. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // List.copyOf of records of strings; never serialised in fact
  private final List<Mistake> mistakes;

  public ConfigException(List<Mistake> mistakes) {
    super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
    this.mistakes = List.copyOf(mistakes);
  }

  public ConfigException(String code, String path, String message) {
    this(List.of(new Mistake(code, path, message)));
  }

  public List<Mistake> mistakes() {
    return mistakes;
  }
}
