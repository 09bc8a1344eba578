package fanout.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.stat.inference.TestUtils;

/** Doubts that the forks of one side raise by themselves. */
final class ForkChecks {
  /** Rare enough that a hundred quiet rows raise about one false doubt of each kind. */
  private static final double DOUBT = 0.01;

  /** A change within a fork, or of one fork, below this share is not worth a warning. */
  private static final double SMALLEST_CHANGE = 0.01;

  /** With fewer, halves of the forks or their neighbours say nothing. */
  static final int FEWEST_FOR_ORDER = 8;

  private static final int FEWEST_FOR_OUTLIER = 4;

  private ForkChecks() {}

  /** Returns the doubts about one side, named {@code base} or {@code new}. */
  static List<Warning> of(String side, ForkSample sample) {
    List<Warning> warnings = new ArrayList<>();
    warmUp(side, sample).ifPresent(warnings::add);
    drift(side, sample.values()).ifPresent(warnings::add);
    autocorrelation(side, sample.values()).ifPresent(warnings::add);
    outlier(side, sample.values()).ifPresent(warnings::add);
    return warnings;
  }

  /** The second half of the iterations against the first, over forks: t test of the differences. */
  private static Optional<Warning> warmUp(String side, ForkSample sample) {
    double[] changes =
        sample.iterations().stream()
            .filter(fork -> fork.size() >= 4)
            .mapToDouble(fork -> change(fork.stream().mapToDouble(y -> y).toArray()))
            .toArray();
    if (changes.length < 2) {
      return Optional.empty();
    }
    BlockContrast contrast = BlockContrast.of(changes);
    boolean clear = Math.min(contrast.pAbove(0), contrast.pBelow(0)) * 2 <= DOUBT;
    double share = Math.expm1(contrast.estimate());
    return clear && Math.abs(share) >= SMALLEST_CHANGE
        ? warning(
            Warning.Kind.WARM_UP,
            String.format(
                Locale.ROOT,
                "%s: iterations change by %+.1f%% from the first half of a fork to the second",
                side,
                100 * share))
        : Optional.empty();
  }

  private static double change(double[] values) {
    int half = values.length / 2;
    double first = 0;
    double second = 0;
    for (int i = 0; i < half; i++) {
      first += values[i] / half;
      second += values[values.length - 1 - i] / half;
    }
    return second - first;
  }

  /** The second half of the forks against the first: Student's t test. */
  private static Optional<Warning> drift(String side, double[] logs) {
    if (logs.length < FEWEST_FOR_ORDER || WelchContrast.variance(logs) == 0) {
      return Optional.empty();
    }
    int half = logs.length / 2;
    double[] first = Arrays.copyOfRange(logs, 0, half);
    double[] second = Arrays.copyOfRange(logs, logs.length - half, logs.length);
    double p = TestUtils.homoscedasticTTest(first, second);
    return p <= DOUBT
        ? warning(
            Warning.Kind.DRIFT,
            String.format(
                Locale.ROOT,
                "%s: later forks differ by %+.1f%% from earlier ones",
                side,
                100 * Math.expm1(change(logs))))
        : Optional.empty();
  }

  /** Lag-1 correlation of the forks in the order they ran, against 2.58 ÷ √n. */
  private static Optional<Warning> autocorrelation(String side, double[] logs) {
    double bound = 2.576 / Math.sqrt(logs.length);
    double correlation = lagOne(logs);
    return logs.length >= FEWEST_FOR_ORDER && correlation > bound
        ? warning(
            Warning.Kind.AUTOCORRELATION,
            String.format(
                Locale.ROOT, "%s: correlation of neighbouring forks is %.2f", side, correlation))
        : Optional.empty();
  }

  /** Returns r₁ as R's {@code acf} does, NaN where the values do not vary. */
  static double lagOne(double[] values) {
    double mean = Arrays.stream(values).average().orElse(Double.NaN);
    double products = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
      products += i == 0 ? 0 : (values[i] - mean) * (values[i - 1] - mean);
    }
    return products / squares;
  }

  /** Grubbs' two-sided test for one outlier (Technometrics 11, 1969). */
  private static Optional<Warning> outlier(String side, double[] logs) {
    if (logs.length < FEWEST_FOR_OUTLIER || WelchContrast.variance(logs) == 0) {
      return Optional.empty();
    }
    double mean = Arrays.stream(logs).average().orElseThrow();
    int farthest = 0;
    for (int i = 1; i < logs.length; i++) {
      farthest = Math.abs(logs[i] - mean) > Math.abs(logs[farthest] - mean) ? i : farthest;
    }
    double distance = logs[farthest] - mean;
    double g = Math.abs(distance) / Math.sqrt(WelchContrast.variance(logs));
    return grubbsP(g, logs.length) <= DOUBT && Math.abs(Math.expm1(distance)) >= SMALLEST_CHANGE
        ? warning(
            Warning.Kind.OUTLYING_FORK,
            String.format(
                Locale.ROOT,
                "%s: fork %d of %d lies %+.1f%% from the mean",
                side,
                farthest + 1,
                logs.length,
                100 * Math.expm1(distance)))
        : Optional.empty();
  }

  /** Returns the two-sided p of Grubbs' G among n values. */
  static double grubbsP(double g, int n) {
    double rest = (n - 1.0) * (n - 1.0) - n * g * g;
    if (rest <= 0) {
      return 0;
    }
    double t = Math.sqrt(n * (n - 2.0) * g * g / rest);
    return Math.min(1, 2 * n * StudentT.upperTail(n - 2.0, t));
  }

  private static Optional<Warning> warning(Warning.Kind kind, String detail) {
    return Optional.of(new Warning(kind, detail));
  }
}
