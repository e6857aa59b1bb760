package io.consentledger.ledger.evidence;

import io.consentledger.crypto.Digest;
import io.consentledger.crypto.KeyId;
import io.consentledger.crypto.Signature;
import io.consentledger.crypto.VerifyingKey;
import io.consentledger.ledger.tx.PartyId;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.SubjectRef;
import org.jspecify.annotations.Nullable;

/**
 * What a payload says about where it belongs, and whose key it brings or takes away. The rest of
 * the payload is for the rules to judge.
 *
 * @param stream that follows from the payload; null where no stream can
 * @param opened the customer's key that it registers, with its owner's proof beside it
 */
record Filing(
    @Nullable StreamId stream,
    @Nullable PartyId controller,
    @Nullable SubjectRef subject,
    @Nullable VerifyingKey opened,
    @Nullable Signature possession,
    @Nullable Digest nonce,
    @Nullable KeyId revoked) {}
