package fanout.stub;

import java.util.SplittableRandom;

/**
 * Random numbers that are a pure function of a seed and a request's number, so that a request meets
 * the same delay and the same fault whoever sends it, whenever and over whichever connection.
 */
enum Draw {
  DELAY(0),
  /** Decides which fault, if any, a request meets: independent of its delay. */
  FAULT(1L << 32);

  /** Lies further from the others than there are request numbers. */
  private final long offset;

  Draw(long offset) {
    this.offset = offset;
  }

  /**
   * Returns the number drawn for one request, uniform over [0, 1).
   *
   * <p>The seed and the purpose are hashed before the request's number is added: otherwise two
   * seeds that differ by one would give the same draws, shifted by one request.
   */
  double uniform(int requestNumber, long seed) {
    long stream = new SplittableRandom(seed).nextLong() + offset;
    return new SplittableRandom(stream + requestNumber).nextDouble();
  }
}
