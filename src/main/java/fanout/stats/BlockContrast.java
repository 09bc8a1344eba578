package fanout.stats;

import java.util.Arrays;

/**
 * The mean of differences within blocks of interleaved forks, after Student's test for pairs: what
 * a whole block shares, such as the machine's mood, cancels.
 */
public final class BlockContrast implements Contrast {
  private final double[] differences;
  private final double estimate;
  private final double variance;

  private BlockContrast(double[] differences) {
    this.differences = differences;
    this.estimate = WelchContrast.mean(differences);
    this.variance = WelchContrast.variance(differences);
  }

  /**
   * Takes the differences of the blocks.
   *
   * @param differences one a block: mean log of its new forks − mean log of its base forks; at
   *     least 2
   * @throws IllegalArgumentException if there are fewer than 2 blocks
   */
  public static BlockContrast of(double[] differences) {
    if (differences.length < 2) {
      throw new IllegalArgumentException("blocks must be at least 2, were " + differences.length);
    }
    return new BlockContrast(differences.clone());
  }

  @Override
  public double estimate() {
    return estimate;
  }

  @Override
  public double standardError() {
    return Math.sqrt(variance / differences.length);
  }

  @Override
  public double degreesOfFreedom() {
    return differences.length - 1;
  }

  @Override
  public double standardErrorWith(int n) {
    return Math.sqrt(variance / n);
  }

  @Override
  public double degreesOfFreedomWith(int n) {
    return n - 1;
  }

  @Override
  public double permutationAbove(double margin) {
    return SignPermutation.pPositive(shifted(margin));
  }

  @Override
  public double permutationBelow(double margin) {
    return SignPermutation.pPositive(
        Arrays.stream(shifted(margin)).map(difference -> -difference).toArray());
  }

  @Override
  public double smallestPermutationP() {
    return Math.pow(0.5, differences.length);
  }

  private double[] shifted(double margin) {
    return Arrays.stream(differences).map(difference -> difference - margin).toArray();
  }
}
