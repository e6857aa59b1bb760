package io.consentledger.ledger.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.consentledger.crypto.Digest;
import io.consentledger.ledger.tx.Kind;
import io.consentledger.ledger.tx.PartyId;
import java.util.List;

/**
 * A version of the notice that customers read before they decide. {@code contentHash} is the
 * SHA-256 of the public document.
 */
public record PublishNotice(
    Salt salt,
    PartyId controllerId,
    String noticeId,
    int version,
    List<String> languages,
    String uri,
    Digest contentHash)
    implements CataloguePayload {
  public PublishNotice {
    Shape.IDENTIFIER.require("noticeId", noticeId);
    Shape.requireVersion("version", version);
    languages = Shape.LANGUAGE.requireSet("languages", languages, 1, Limits.LANGUAGES_MAX);
    Shape.URI.require("uri", uri);
  }

  /** The version that this publishes. */
  public NoticeRef ref() {
    return new NoticeRef(noticeId, version);
  }

  @Override
  public Kind kind() {
    return Kind.PUBLISH_NOTICE;
  }

  @Override
  public ObjectNode toJson() {
    return Json.controller(this)
        .text("noticeId", noticeId)
        .integer("version", version)
        .texts("languages", languages)
        .text("uri", uri)
        .text("contentHash", contentHash.toHex())
        .done();
  }
}
