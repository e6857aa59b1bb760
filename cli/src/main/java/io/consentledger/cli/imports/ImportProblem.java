package io.consentledger.cli.imports;

/**
 * Why a part of a document can't be taken over.
 *
 * @param line from 1
 * @param column from 1, or 0 where only the line is known
 * @param code stable, such as {@code document-malformed}
 * @param message what is wrong, without anything personal
 */
public record ImportProblem(int line, int column, String code, String message) {
  @Override
  public String toString() {
    String place = column == 0 ? "line " + line : "line " + line + ", column " + column;
    return place + ": " + message + " [" + code + "]";
  }
}
