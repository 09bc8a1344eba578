package fanout.report;

import fanout.model.Estimate;
import fanout.model.ModelFit;
import fanout.model.ModelFit.Observation;
import fanout.model.Scenario;
import fanout.report.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.rank.Median;

/**
 * A model against batches that it was not fitted to.
 *
 * @param rows one a batch
 */
public record Validation(List<Row> rows) {
  /** The largest error that the model is meant to have. */
  public static final double TOLERANCE = 0.15;

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double HUNDRED = 100;

  /**
   * One batch, measured and predicted.
   *
   * @param strategy the strategy's name
   * @param requests N
   * @param concurrency c
   * @param delay the mean of the far side's time, in milliseconds
   * @param measuredMillis the makespan measured
   * @param predictedMillis the makespan predicted, with its 95 % interval
   * @param error predicted ÷ measured − 1
   */
  public record Row(
      String strategy,
      int requests,
      int concurrency,
      double delay,
      double measuredMillis,
      Estimate predictedMillis,
      double error) {}

  /**
   * Predicts each batch.
   *
   * @param fits the models, by strategy; batches of other strategies are passed over
   * @param heldOut the batches, none of which was used to fit
   * @param seed of the intervals
   */
  public static Validation of(Map<String, ModelFit> fits, ModelRuns heldOut, long seed) {
    List<Row> rows = new ArrayList<>();
    heldOut
        .observations()
        .forEach(
            (strategy, seen) -> {
              ModelFit fit = fits.get(strategy);
              if (fit != null) {
                seen.forEach(batch -> rows.add(row(strategy, fit, batch, seed)));
              }
            });
    return new Validation(List.copyOf(rows));
  }

  /** Tells whether every error is within the tolerance, of at least one batch. */
  public boolean holds() {
    return !rows.isEmpty() && within() == rows.size();
  }

  /** Returns measured and predicted makespans, and a sentence about them. */
  public String toText() {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      cells.add(
          List.of(
              row.strategy(),
              String.valueOf(row.requests()),
              String.valueOf(row.concurrency()),
              Figures.brief(row.delay()),
              Figures.number(row.measuredMillis()),
              Figures.number(row.predictedMillis().value()),
              String.format(
                  Locale.ROOT,
                  "[%s, %s]",
                  Figures.brief(row.predictedMillis().low()),
                  Figures.brief(row.predictedMillis().high())),
              String.format(Locale.ROOT, "%+.1f%%", row.error() * HUNDRED)));
    }
    return new Table(
                List.of(
                    Column.text("held out"),
                    Column.number("N"),
                    Column.number("c"),
                    Column.number("delay"),
                    Column.number("ms"),
                    Column.number("predicted"),
                    Column.number("95 %"),
                    Column.number("error")),
                cells)
            .toText()
        + sentence();
  }

  private String sentence() {
    double[] errors = rows.stream().mapToDouble(row -> Math.abs(row.error())).toArray();
    return String.format(
        Locale.ROOT,
        "%d of %d within %.0f %%; median error %.1f %%, largest %.1f %%%n",
        within(),
        rows.size(),
        TOLERANCE * HUNDRED,
        new Median().evaluate(errors) * HUNDRED,
        java.util.Arrays.stream(errors).max().orElse(Double.NaN) * HUNDRED);
  }

  private long within() {
    return rows.stream().filter(row -> Math.abs(row.error()) <= TOLERANCE).count();
  }

  private static Row row(String strategy, ModelFit fit, Observation seen, long seed) {
    Scenario batch = seen.batch();
    Estimate predicted = fit.predict(batch, seed);
    return new Row(
        strategy,
        batch.requests(),
        batch.concurrency(),
        batch.service().mean() / NANOS_PER_MILLI,
        seen.makespanNanos() / NANOS_PER_MILLI,
        new Estimate(
            predicted.value() / NANOS_PER_MILLI,
            predicted.low() / NANOS_PER_MILLI,
            predicted.high() / NANOS_PER_MILLI),
        predicted.value() / seen.makespanNanos() - 1);
  }
}
