package io.consentledger.ledger.state;

import io.consentledger.ledger.model.DeclareProcess;
import io.consentledger.ledger.model.NoticeRef;
import io.consentledger.ledger.model.ProcessFlag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What rules need to know of a declared process version; lists are sets in ascending order. */
record ProcessVersion(
    int version,
    NoticeRef notice,
    List<String> purposes,
    String legalBasis,
    List<String> dataCategories,
    List<String> recipients,
    Set<ProcessFlag> flags,
    int retentionDays) {
  static ProcessVersion of(DeclareProcess declared) {
    Set<ProcessFlag> flags = EnumSet.noneOf(ProcessFlag.class);
    flags.addAll(declared.flags());
    return new ProcessVersion(
        declared.version(),
        declared.notice(),
        declared.purposes(),
        declared.legalBasis(),
        declared.dataCategories(),
        declared.recipients(),
        flags,
        declared.retentionDays());
  }

  /**
   * Whether who agreed to {@code agreed} agreed to this too: nothing in it that wasn't there. Exact
   * terms only; a purpose never covers another.
   */
  boolean isWithin(ProcessVersion agreed) {
    return agreed.version == version
        || (agreed.purposes.containsAll(purposes)
            && agreed.dataCategories.containsAll(dataCategories)
            && agreed.recipients.containsAll(recipients)
            && agreed.flags.containsAll(flags)
            && LegalBasis.isSameKind(agreed.legalBasis, legalBasis));
  }

  boolean isSensitive() {
    return flags.contains(ProcessFlag.SENSITIVE) || LegalBasis.anySpecial(dataCategories);
  }

  void encode(RecordWriter out) {
    out.u32(version)
        .text(notice.id())
        .u32(notice.version())
        .texts(purposes)
        .text(legalBasis)
        .texts(dataCategories)
        .texts(recipients)
        .u8(flags.size());
    flags.forEach(flag -> out.code(flag));
    out.u32(retentionDays);
  }

  static ProcessVersion decode(RecordReader in) {
    return new ProcessVersion(
        in.u32(),
        new NoticeRef(in.text(), in.u32()),
        in.texts(),
        in.text(),
        in.texts(),
        in.texts(),
        flags(in),
        in.u32());
  }

  private static Set<ProcessFlag> flags(RecordReader in) {
    List<ProcessFlag> flags = new ArrayList<>();
    for (int left = in.u8(); left > 0; left--) {
      flags.add(in.code(ProcessFlag.class));
    }
    Set<ProcessFlag> set = EnumSet.noneOf(ProcessFlag.class);
    set.addAll(flags);
    return set;
  }
}
