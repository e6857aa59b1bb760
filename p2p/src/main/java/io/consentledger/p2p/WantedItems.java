package io.consentledger.p2p;

import io.consentledger.crypto.Digest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Items that one peer asked for and that wait for room in its outbox. The ids count as backlog of
 * the peer until they are looked up, so a peer that asks for more than it reads is not read itself.
 * Owned by the loop.
 */
final class WantedItems {
  private final ArrayDeque<Digest> ids = new ArrayDeque<>();
  private final ArrayDeque<HandlerPort.Received> found = new ArrayDeque<>();
  private boolean lookingUp;

  void add(List<Digest> more) {
    ids.addAll(more);
  }

  /** The items that are ready to be queued, next first; the caller removes what it queued. */
  ArrayDeque<HandlerPort.Received> found() {
    return found;
  }

  /** The next ids to look up, none where a look-up is under way or nothing is left. */
  List<Digest> beginLookUp() {
    if (lookingUp || ids.isEmpty()) {
      return List.of();
    }
    lookingUp = true;
    List<Digest> batch = new ArrayList<>();
    while (batch.size() < Limits.WANTED_LOOK_UP_MAX && !ids.isEmpty()) {
      batch.add(ids.remove());
    }
    return batch;
  }

  void endLookUp(List<HandlerPort.Received> items) {
    lookingUp = false;
    found.addAll(items);
  }
}
