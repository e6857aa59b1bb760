package io.consentledger.ledger;

import io.consentledger.ledger.chain.Block;
import io.consentledger.ledger.map.MapChange;
import io.consentledger.ledger.state.StateOverlay;
import io.consentledger.ledger.store.StreamHead;
import io.consentledger.ledger.tx.StreamId;
import io.consentledger.ledger.tx.TxId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a batch would do to the ledger, all of it, nothing of it done yet.
 *
 * @param block absent where nothing is committed
 * @param ids of the block's transactions, in its order
 * @param records of the block, in its order
 * @param map the map as it is after the block
 */
record BlockDraft(
    Optional<Block> block,
    List<TransactionResult> results,
    List<TxId> ids,
    List<Recorded> records,
    Map<StreamId, StreamHead> heads,
    StateOverlay state,
    MapChange map) {}
