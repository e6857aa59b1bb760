package io.consentledger.consensus;

import org.apache.ratis.util.ExitUtils;

/**
 * Keeps the engine from ending the process: it calls {@code System.exit} where a port is taken, and
 * merely loading its class for that puts a process-wide handler in place that exits on any thread's
 * uncaught exception. Both are decisions of the process's owner.
 */
final class ProcessExit {
  private ProcessExit() {}

  static synchronized void forbidToEngine() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    ExitUtils.disableSystemExit();
    ExitUtils.setTerminateOnUncaughtException(false);
    Thread.setDefaultUncaughtExceptionHandler(before);
  }
}
