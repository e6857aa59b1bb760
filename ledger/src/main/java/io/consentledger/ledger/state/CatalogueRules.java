package io.consentledger.ledger.state;

import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.PublishNotice;
import io.consentledger.ledger.model.Vocabulary;
import java.util.List;

/** A controller's notices and processes: only forward, and notice before process. */
final class CatalogueRules {
  private CatalogueRules() {}

  static void publish(Step step, PublishNotice notice) throws Refusal {
    Cell<Integer> newest = Cells.newestNotice(notice.controllerId(), notice.noticeId());
    requireNewer(step, newest, notice.version());
    newest.put(step, notice.version());
    Cells.notice(notice.controllerId(), notice.ref())
        .put(step, new NoticeVersion(notice.languages()));
  }

  static void declare(Step step, DeclareProcess process) throws Refusal {
    Cell<Integer> newest = Cells.newestProcess(process.controllerId(), process.processId());
    requireNewer(step, newest, process.version());
    Refusal.when(
        Cells.notice(process.controllerId(), process.notice()).newest(step.state()).isEmpty(),
        RejectionCode.NOTICE_UNKNOWN,
        "this controller published no notice " + process.notice());
    requireTerms("purposes", Vocabulary.Group.PURPOSE, process.purposes());
    requireTerms("legalBasis", Vocabulary.Group.LEGAL_BASIS, List.of(process.legalBasis()));
    requireTerms("dataCategories", Vocabulary.Group.DATA_CATEGORY, process.dataCategories());
    ProcessVersion version = ProcessVersion.of(process);
    Refusal.when(
        version.isSensitive() && !LegalBasis.allowsSensitive(version.legalBasis()),
        RejectionCode.EXPLICIT_CONSENT_REQUIRED,
        "sensitive data under the legal basis " + version.legalBasis());
    newest.put(step, process.version());
    Cells.process(process.controllerId(), process.ref()).put(step, version);
  }

  static void requireTerms(String field, Vocabulary.Group group, List<String> terms)
      throws Refusal {
    for (String term : terms) {
      Refusal.when(
          !Vocabulary.shipped().contains(group, term),
          RejectionCode.TERM_UNKNOWN,
          field + " holds a term that is no " + group.label() + " of the vocabulary");
    }
  }

  private static void requireNewer(Step step, Cell<Integer> newest, int version) throws Refusal {
    int standing = newest.newest(step.state()).map(Cell.Entry::value).orElse(0);
    Refusal.when(
        version <= standing,
        RejectionCode.VERSION_NOT_NEWER,
        "version " + version + " where " + standing + " stands");
  }
}
