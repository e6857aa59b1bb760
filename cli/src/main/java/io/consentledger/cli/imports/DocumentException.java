package io.consentledger.cli.imports;

/** A document, or a part of it, can't be taken over. */
final class DocumentException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ImportProblem problem;

  DocumentException(int line, int column, String code, String message) {
    super(message);
    this.problem = new ImportProblem(line, column, code, message);
  }

  ImportProblem problem() {
    return problem;
  }
}
