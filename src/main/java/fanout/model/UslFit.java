package fanout.model;

import java.util.List;

/**
 * The result of fitting a sweep of concurrencies: a {@link Usl}, or the reason why there is none.
 */
public sealed interface UslFit permits Usl, UslFit.Refused {
  /**
   * The throughput of one run at one concurrency.
   *
   * @param concurrency c, at least 1
   * @param throughput X, requests per unit of time, above 0; the unit is that of λ
   */
  record Point(double concurrency, double throughput) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Point {
      if (!(concurrency >= 1) || Double.isInfinite(concurrency)) {
        throw new IllegalArgumentException("concurrency must be >= 1, was " + concurrency);
      }
      if (!(throughput > 0) || Double.isInfinite(throughput)) {
        throw new IllegalArgumentException("throughput must be > 0, was " + throughput);
      }
    }
  }

  /**
   * No fit.
   *
   * @param reason one sentence: what is missing, and how to get it
   */
  record Refused(String reason) implements UslFit {}

  /**
   * Fits the law to each fork's sweep.
   *
   * @param forks each fork's points, in any order
   * @return a fit, if each fork has at least {@value Usl#LEAST_CONCURRENCIES} different
   *     concurrencies and the data lead to one; otherwise the reason
   */
  static UslFit of(List<List<Point>> forks) {
    for (List<Point> fork : forks) {
      long concurrencies = fork.stream().mapToDouble(Point::concurrency).distinct().count();
      if (concurrencies < Usl.LEAST_CONCURRENCIES) {
        return new Refused(
            ("a fit needs at least %d different concurrencies, had %d: sweep more of them, such as"
                    + " 1, 2, 4, 8, 16, 32 and 64")
                .formatted(Usl.LEAST_CONCURRENCIES, concurrencies));
      }
    }
    return forks.isEmpty()
        ? new Refused("a fit needs at least one fork, had none")
        : Usl.fit(forks);
  }
}
