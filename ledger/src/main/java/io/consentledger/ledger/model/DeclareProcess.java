package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;

/**
 * A version of what a controller does with data: an entry of its register of processing. Purposes,
 * legal basis and data categories are terms of the vocabulary; recipients are organisations' names.
 */
public record DeclareProcess(
    Salt salt,
    PartyId controllerId,
    String processId,
    int version,
    NoticeRef notice,
    List<String> purposes,
    String legalBasis,
    List<String> dataCategories,
    List<String> recipients,
    List<String> storageLocations,
    int retentionDays,
    String jurisdiction,
    List<ProcessFlag> flags)
    implements CataloguePayload {
  public DeclareProcess {
    Shape.IDENTIFIER.require("processId", processId);
    Shape.requireVersion("version", version);
    purposes = Shape.TERM.requireSet("purposes", purposes, 1, Limits.PURPOSES_MAX);
    Shape.TERM.require("legalBasis", legalBasis);
    dataCategories =
        Shape.TERM.requireSet("dataCategories", dataCategories, 1, Limits.DATA_CATEGORIES_MAX);
    recipients = Shape.PARTY_NAME.requireSet("recipients", recipients, 0, Limits.RECIPIENTS_MAX);
    storageLocations =
        Shape.PLACE.requireSet(
            "storageLocations", storageLocations, 1, Limits.STORAGE_LOCATIONS_MAX);
    Shape.requireRange("retentionDays", retentionDays, 0, Limits.RETENTION_DAYS_MAX);
    Shape.PLACE.require("jurisdiction", jurisdiction);
    flags = byName(flags);
  }

  /** The version that this declares. */
  public ProcessRef ref() {
    return new ProcessRef(processId, version);
  }

  @Override
  public Kind kind() {
    return Kind.DECLARE_PROCESS;
  }

  @Override
  public ObjectNode toJson() {
    return Json.controller(this)
        .text("processId", processId)
        .integer("version", version)
        .notice("notice", notice)
        .texts("purposes", purposes)
        .text("legalBasis", legalBasis)
        .texts("dataCategories", dataCategories)
        .texts("recipients", recipients)
        .texts("storageLocations", storageLocations)
        .integer("retentionDays", retentionDays)
        .text("jurisdiction", jurisdiction)
        .texts("flags", flags.stream().map(Enum::name).toList())
        .done();
  }

  private static List<ProcessFlag> byName(Collection<ProcessFlag> flags) {
    EnumSet<ProcessFlag> set = EnumSet.noneOf(ProcessFlag.class);
    set.addAll(flags);
    if (set.size() != flags.size()) {
      throw new InvalidFieldException("flags", "holds a flag twice");
    }
    return set.stream().sorted((a, b) -> a.name().compareTo(b.name())).toList();
  }
}
