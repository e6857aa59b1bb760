package io.consentledger.crypto;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a full disk, or a used-up quota, from other failures to write: systems and libraries say it
 * in the words of their message only.
 */
public final class DiskFull {
  /** The code under which every part of a node reports it. */
  public static final String CODE = "disk-full";

  private static final int CAUSES_MAX = 20;

  private DiskFull() {}

  /** What to say where a full disk is the reason of {@code failure}, with the words it came in. */
  public static Optional<String> reason(@Nullable Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; cause != null && i < CAUSES_MAX; i++) {
      if (says(cause.getMessage())) {
        return Optional.of(sentence(String.valueOf(cause.getMessage())));
      }
      cause = cause.getCause();
    }
    return Optional.empty();
  }

  /** Whether these are the words of a full disk. */
  public static boolean says(@Nullable String message) {
    return message != null
        && (message.contains("No space left on device") || message.contains("Disk quota exceeded"));
  }

  /** These words with what they mean before them; as they are where they mean something else. */
  public static String explain(String message) {
    return says(message) ? sentence(message) : message;
  }

  private static String sentence(String message) {
    return "the disk is full, free some of it (" + message + ")";
  }
}
