package io.consentledger.consensus;

/** What the engine reports apart from entries. Each method returns at once. */
interface EngineEvents {
  void leaderChanged(Leadership now);

  /** Ordering can't go on here. */
  void failed(OrdererException reason);

  /** The engine stopped, be it on request or by itself. */
  void ended();
}
