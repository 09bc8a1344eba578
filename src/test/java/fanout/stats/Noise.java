package fanout.stats;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/** Kinds of noise that fork values can have, for simulations. Each has about the same spread. */
enum Noise {
  /** Independent and normal: what the t tests assume. */
  NORMAL {
    @Override
    double[] values(int n, RandomGenerator random) {
      return independent(n, random::nextGaussian);
    }
  },
  /** Log-normal logs: a long tail towards slow. */
  SKEWED {
    @Override
    double[] values(int n, RandomGenerator random) {
      double mean = Math.exp(0.5);
      double spread = Math.sqrt((Math.E - 1) * Math.E);
      return independent(n, () -> (Math.exp(random.nextGaussian()) - mean) / spread);
    }
  },
  /** Student's t with 3 degrees of freedom: long tails both ways. */
  HEAVY {
    @Override
    double[] values(int n, RandomGenerator random) {
      return independent(n, () -> random.nextGaussian() / Math.sqrt(chiSquared(random)));
    }
  },
  /** One fork in ten lies five standard deviations towards slow. */
  OUTLIERS {
    @Override
    double[] values(int n, RandomGenerator random) {
      return independent(n, () -> random.nextGaussian() + (random.nextInt(10) == 0 ? 5 : 0));
    }
  },
  /** The whole run drifts by three standard deviations, evenly. */
  DRIFT {
    @Override
    double[] values(int n, RandomGenerator random) {
      double[] values = independent(n, random::nextGaussian);
      for (int i = 0; i < n; i++) {
        values[i] += 3.0 * i / n;
      }
      return values;
    }
  },
  /** Moods of the machine: each fork remembers 0.8 of the one before. */
  MOODS {
    @Override
    double[] values(int n, RandomGenerator random) {
      double memory = 0.8;
      double mood = random.nextGaussian();
      double[] values = new double[n];
      for (int i = 0; i < n; i++) {
        values[i] = mood;
        mood = memory * mood + Math.sqrt(1 - memory * memory) * random.nextGaussian();
      }
      return values;
    }
  };

  /**
   * Returns the noise of forks in the order they ran, in standard deviations.
   *
   * @param n number of forks
   * @param random where chance comes from
   */
  abstract double[] values(int n, RandomGenerator random);

  private static double chiSquared(RandomGenerator random) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double value = random.nextGaussian();
      sum += value * value;
    }
    return sum;
  }

  private static double[] independent(int n, DoubleSupplier value) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> value.getAsDouble());
    return values;
  }
}
