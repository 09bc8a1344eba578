package fanout.run;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * One quantity observed while warming up, batch after batch: it has settled when it has stopped
 * moving.
 *
 * <p>Over the last third of all values a straight line is fitted by least squares. Settled means
 * that the change along the line is within 2 % of the mean, as far as the scatter about the line
 * can tell: not beyond it by more than two standard errors.
 */
final class Warmup {
  /** A line through fewer values says little. */
  static final int FEWEST = 8;

  private static final double TOLERANCE = 0.02;

  private static final double ERRORS = 2;

  private final List<Double> values = new ArrayList<>();

  void add(double value) {
    values.add(value);
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** Returns the mean of the last third of the values, of which there is at least one. */
  double mean() {
    return values.stream()
        .skip(values.size() - Math.ceilDiv(values.size(), 3))
        .mapToDouble(Double::doubleValue)
        .average()
        .orElseThrow();
  }

  /**
   * Tells whether the last third of the values has stopped moving.
   *
   * @param fewest the values that the third must have, at least 3
   */
  boolean isSettled(int fewest) {
    int count = values.size() / 3;
    if (count < fewest) {
      return false;
    }
    List<Double> last = values.subList(values.size() - count, values.size());
    double mean = last.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    SimpleRegression line = new SimpleRegression();
    for (int i = 0; i < count; i++) {
      line.addData(i, last.get(i));
    }
    double change = (Math.abs(line.getSlope()) - ERRORS * line.getSlopeStdErr()) * (count - 1);
    return change <= TOLERANCE * Math.abs(mean);
  }
}
