package fanout.ab;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The order of the forks: each block is ABBA or BAAB, by a coin from a seed. Within a block a
 * linear drift falls on both sides alike; the coin keeps a rhythm of the machine from siding with
 * one.
 */
public final class BlockOrder {
  /** Forks in a block, half of them of either side. */
  public static final int FORKS = 4;

  private static final List<Side> ABBA = List.of(Side.A, Side.B, Side.B, Side.A);
  private static final List<Side> BAAB = List.of(Side.B, Side.A, Side.A, Side.B);

  private final SplittableRandom random;

  /** Starts the order that belongs to a seed. */
  public BlockOrder(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Returns the order of the next block. */
  public List<Side> next() {
    return random.nextBoolean() ? ABBA : BAAB;
  }
}
