package io.consentledger.cli.instruction;

import io.consentledger.cli.base.CliException;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.ProcessRef;
import java.util.List;

/** What organisations have declared: fills in what an instruction leaves out. */
public interface Catalogue {
  /** What a decision needs to know of a process version. */
  record Declared(NoticeRef notice, List<String> dataCategories) {
    public Declared {
      dataCategories = List.copyOf(dataCategories);
    }
  }

  /**
   * Looks a process version up.
   *
   * @throws CliException {@code process-unknown} where it isn't declared; exit 3 where nobody could
   *     be asked
   */
  Declared process(String controller, ProcessRef process) throws CliException;

  /** Notes a declaration that is about to be made. */
  void declared(String controller, ProcessRef process, Declared declared);
}
