package io.consentledger.node.pipeline;

/**
 * How far this node is with fetching blocks that it lacks.
 *
 * @param height of its newest block
 * @param target the height that it makes for
 * @param blocksPerSecond on average since it began
 */
public record CatchUp(long height, long target, long blocksPerSecond) {
  @Override
  public String toString() {
    return "block " + height + " of " + target + ", " + blocksPerSecond + " blocks a second";
  }
}
