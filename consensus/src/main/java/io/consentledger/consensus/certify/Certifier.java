package io.consentledger.consensus.certify;

import io.consentledger.crypto.quorum.Vote;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs {@link Certification} on a thread of its own, {@code certifier}, behind a bounded queue. Any
 * thread may tell it things; nobody waits for it. What doesn't fit the queue is dropped and
 * counted: blocks are looked up in the chain later, and peers say all again.
 */
public final class Certifier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Certifier.class);

  private final ExecutedChain chain;
  private final VoteLock lock;
  private final Certification certification;
  private final CertifierListener listener;
  private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(Limits.QUEUE_MAX);
  private final BlockingQueue<Evidence> raised = new ArrayBlockingQueue<>(Limits.EVIDENCE_MAX);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread = new Thread(this::run, "certifier");
  private volatile Announcement announcement = Announcement.NOTHING;
  private volatile CertifierStatus status;
  private volatile boolean closed;

  private Certifier(
      ExecutedChain chain, VoteLock lock, Certification certification, CertifierListener listener) {
    this.chain = chain;
    this.lock = lock;
    this.certification = certification;
    this.listener = listener;
    this.status = certification.status();
  }

  /**
   * Opens the vote lock {@code vote-lock} and the folder {@code evidence} in {@code directory}.
   *
   * @param peersToHear how many peers must have announced what they have before this node votes
   * @throws CertifierStartException where the lock needs the operator
   * @throws IOException where the disk refuses
   */
  public static Certifier open(
      Path directory,
      Validator me,
      ExecutedChain chain,
      CertificateStore store,
      CertifierListener listener,
      InstantSource clock,
      int peersToHear)
      throws IOException {
    EvidenceBook book = EvidenceBook.open(directory.resolve("evidence"));
    if (chain.height() > 0) {
      VoteLock.requireThere(directory.resolve("vote-lock"));
    }
    VoteLock lock = VoteLock.open(directory.resolve("vote-lock"), me.lockOwner());
    Certification certification =
        new Certification(
            me,
            chain,
            store,
            lock,
            new VoteCaster(me, lock, clock),
            new StopSwitch(book),
            listener,
            new Recollection(peersToHear));
    return new Certifier(chain, lock, certification, listener);
  }

  /** Begins with the newest block there is. */
  public void start() {
    chain.at(chain.height()).ifPresent(this::applied);
    thread.setDaemon(true);
    thread.start();
  }

  /** A block was executed. */
  public void applied(Executed block) {
    tell(() -> certification.applied(block));
  }

  /**
   * This node held all that was ordered at that moment.
   *
   * @param height of its newest block then or later
   * @param momentMs by this node's clock, UTC milliseconds
   */
  public void upToDate(long height, long momentMs) {
    tell(() -> certification.upToDate(height, momentMs));
  }

  /** What a peer announced; nothing of it is believed. */
  public void received(String peer, Announcement announced) {
    tell(
        () -> {
          for (Vote vote : announced.alarms()) {
            certification.received(peer, vote);
          }
          for (Vote vote : announced.votes()) {
            certification.received(peer, vote);
          }
          announced.certificates().stream()
              .limit(Limits.CERTIFICATES_ANNOUNCED)
              .forEach(certificate -> certification.received(peer, certificate));
          certification.heard(peer);
        });
  }

  /** Evidence that somebody else found and proved. */
  public void raise(Evidence evidence) {
    if (!raised.offer(evidence)) {
      // One piece stops certification, so what many more would add can be let go.
      dropped.incrementAndGet();
    }
  }

  /** The newest there is to announce. For any thread. */
  public Announcement announcement() {
    return announcement;
  }

  /** For any thread. */
  public CertifierStatus status() {
    return status;
  }

  /** Messages that didn't fit the queue, since the start. */
  public long dropped() {
    return dropped.get();
  }

  /** Whether its thread runs; false too where it hasn't started. */
  public boolean isRunning() {
    return thread.isAlive();
  }

  private void tell(Runnable message) {
    if (!queue.offer(message)) {
      dropped.incrementAndGet();
    }
  }

  private void run() {
    long tickedNanos = System.nanoTime();
    List<Runnable> messages = new ArrayList<>();
    try {
      turn();
      while (!closed) {
        Runnable first = queue.poll(Limits.TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          messages.add(first);
          queue.drainTo(messages, Limits.TURN_MAX - 1);
        }
        messages.forEach(Runnable::run);
        messages.clear();
        for (Evidence evidence = raised.poll(); evidence != null; evidence = raised.poll()) {
          certification.raise(evidence);
        }
        if (System.nanoTime() - tickedNanos >= Limits.TICK.toNanos()) {
          tickedNanos = System.nanoTime();
          certification.tick();
        }
        turn();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException broken) {
      // A certifier that can't go on votes for nothing; the ledger itself is whole without it.
      LOG.error("event=certifier-failed reason=\"{}\"", broken.getMessage(), broken);
      Halt halt =
          new Halt(Halt.Kind.CERTIFIER_FAILED, "the certifier failed: " + broken.getMessage());
      status = status.halted(halt);
      listener.halted(halt);
      listener.failed(broken);
    }
  }

  private void turn() {
    var changed = certification.turn();
    changed.ifPresent(newest -> announcement = newest);
    status = certification.status();
    if (changed.isPresent()) {
      listener.announce();
    }
  }

  /** Ends the thread, then lets go of the lock. */
  @Override
  public void close() throws IOException {
    closed = true;
    // Woken by a message, not interrupted: that would close the lock's file in the middle of a
    // write.
    tell(() -> {});
    try {
      thread.join(Limits.STOP.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    lock.close();
  }
}
