package io.consentledger.p2p;

import io.consentledger.crypto.Bytes;
import io.consentledger.crypto.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries calls from the loop to the node's {@link PeerHandlers} on the worker threads, and answers
 * back to the loop. A handler that throws is counted against the peer it was called for.
 */
final class HandlerPort {
  private static final Logger LOG = LoggerFactory.getLogger(HandlerPort.class);

  private final PeerHandlers handlers;
  private final Workers workers;
  private final Loop loop;

  /** An item that came, with its id. */
  record Received(Digest id, Bytes item) {}

  HandlerPort(PeerHandlers handlers, Workers workers, Loop loop) {
    this.handlers = handlers;
    this.workers = workers;
    this.loop = loop;
  }

  /** Asks for a verdict on each; {@code settled} runs on the loop once for each. */
  void items(Peer from, List<Received> items, BiConsumer<Received, Verdict> settled) {
    workers
        .handler()
        .execute(
            () -> {
              for (Received received : items) {
                item(from, received, settled);
              }
            });
  }

  private void item(Peer from, Received received, BiConsumer<Received, Verdict> settled) {
    Runnable busy = () -> loop.execute(() -> settled.accept(received, Verdict.BUSY));
    try {
      var unused =
          handlers
              .onItem(from.id(), received.item())
              .whenComplete(
                  (verdict, failure) -> {
                    if (failure != null || verdict == null) {
                      failed(from, "onItem", failure);
                      busy.run();
                    } else {
                      loop.execute(() -> settled.accept(received, verdict));
                    }
                  });
    } catch (RuntimeException failure) {
      failed(from, "onItem", failure);
      busy.run();
    }
  }

  /** The node's pending ids, on the loop. */
  void pending(Consumer<List<Digest>> then) {
    workers
        .handler()
        .execute(
            () -> {
              List<Digest> ids =
                  call(null, "pending", () -> handlers.pending(Limits.IDS_PER_ROUND_MAX))
                      .orElse(List.of());
              loop.execute(() -> then.accept(ids));
            });
  }

  /** Those of the ids that the node does not hold, on the loop. */
  void lacking(Peer from, List<Digest> ids, Consumer<List<Digest>> then) {
    workers
        .handler()
        .execute(
            () -> {
              List<Digest> lacking = new ArrayList<>();
              for (Digest id : ids) {
                if (item(from, id).isEmpty()) {
                  lacking.add(id);
                }
              }
              loop.execute(() -> then.accept(lacking));
            });
  }

  /** Those of the items that the node holds, on the loop, in order. */
  void held(Peer from, List<Digest> ids, Consumer<List<Received>> then) {
    workers
        .handler()
        .execute(
            () -> {
              List<Received> held = new ArrayList<>();
              for (Digest id : ids) {
                item(from, id).ifPresent(item -> held.add(new Received(id, item)));
              }
              loop.execute(() -> then.accept(held));
            });
  }

  private Optional<Bytes> item(Peer from, Digest id) {
    return call(from, "item", () -> handlers.item(id))
        .flatMap(found -> found)
        .filter(item -> item.size() > 0 && item.size() <= Limits.ITEM_BYTES_MAX);
  }

  /** Hands over what {@code head} gives when its turn comes. */
  void head(Peer from, Supplier<Optional<Bytes>> head) {
    workers
        .handler()
        .execute(
            () ->
                head.get()
                    .ifPresent(
                        newest -> {
                          try {
                            handlers.onHead(from.id(), newest);
                          } catch (RuntimeException failure) {
                            failed(from, "onHead", failure);
                          }
                        }));
  }

  /** What the node gives of what was asked for, on the loop. */
  void fetched(Peer from, Frame.Fetch request, Consumer<List<Bytes>> then) {
    workers
        .serve()
        .execute(
            () -> {
              List<Bytes> given = call(from, "fetch", () -> given(request)).orElse(List.of());
              loop.execute(() -> then.accept(given));
            });
  }

  private List<Bytes> given(Frame.Fetch request) {
    return switch (request.what()) {
      case BLOCKS -> handlers.blocks(request.fromHeight(), request.max(), request.maxBytes());
      case HEADERS -> handlers.headers(request.fromHeight(), request.max(), request.maxBytes());
    };
  }

  private static <T> Optional<T> call(@Nullable Peer from, String what, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (RuntimeException failure) {
      failed(from, what, failure);
      return Optional.empty();
    }
  }

  private static void failed(@Nullable Peer from, String what, @Nullable Throwable failure) {
    if (from != null) {
      from.count(PeerMetric.HANDLER_FAILURES);
    }
    LOG.warn("event=handler-failed call={} peer={}", what, from == null ? "-" : from.id(), failure);
  }
}
