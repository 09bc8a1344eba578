package fanout.report;

import fanout.model.BatchModel;
import fanout.model.BatchModel.Scenario;
import fanout.model.ModelFit;
import fanout.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The predictions of models for one batch that nobody has measured.
 *
 * @param scenario the batch
 * @param rows one for each strategy
 */
public record Prediction(Scenario scenario, List<Row> rows) {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;

  /**
   * One strategy.
   *
   * @param strategy its name
   * @param model the fitted model, with the dispatcher that was assumed
   * @param residual the standard deviation of what the model did not explain, of logarithms
   * @param nanos the makespan by the formula
   * @param interval its 95 % interval in nanoseconds
   * @param limit what there is least of: dispatch, processors or slots
   */
  public record Row(
      String strategy,
      BatchModel model,
      double residual,
      double nanos,
      Interval interval,
      String limit) {}

  /** Predicts one strategy's batch. */
  public static Row row(String strategy, ModelFit fit, Scenario batch) {
    BatchModel.Makespan makespan = fit.model().makespan(batch);
    return new Row(
        strategy,
        fit.model(),
        fit.residual(),
        makespan.nanos(),
        fit.predict(batch),
        makespan.limit());
  }

  /** Returns the models, the makespans, and what they do not know. */
  public String toText() {
    return models().toText() + "\n" + makespans().toText() + "\n" + unknown();
  }

  private Table models() {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      BatchModel model = row.model();
      cells.add(
          List.of(
              row.strategy(),
              micros(model.demandNanos()),
              micros(model.sleepNanos()),
              micros(model.overheadNanos()),
              micros(model.lateNanos()),
              micros(model.startNanos()),
              micros(model.dispatchNanos()),
              String.format(Locale.ROOT, "%.1f%%", 100 * row.residual())));
    }
    return new Table(
        Table.columns("fitted, µs", "#d", "#w", "#z", "#y", "#b", "#h", "#residual"), cells);
  }

  private Table makespans() {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      cells.add(
          List.of(
              row.strategy(),
              seconds(row.nanos()),
              "[" + seconds(row.interval().low()) + ", " + seconds(row.interval().high()) + "]",
              String.format(
                  Locale.ROOT, "%.0f", scenario.requests() / row.nanos() * NANOS_PER_SECOND),
              row.limit()));
    }
    return new Table(
        Table.columns("predicted", "#makespan s", "#95 %", "#requests/s", "limit"), cells);
  }

  private String unknown() {
    StringBuilder text = new StringBuilder();
    text.append("The interval holds the fit's uncertainty and its residual, and not these:\n");
    if (scenario.members() > 1) {
      text.append(
          """
          - members unlike the measured machine, or without a server of their own;
          - a network between machines, its loss and its delay (add the delay to --delay);
          - members that are slower than others, or fail;
          """);
    }
    text.append(
        """
        - a server with less room than the stub, or slower the more it is asked;
        - processors whose price for a request changes with c far beyond the measured c.
        """);
    return text.toString();
  }

  private static String seconds(double nanos) {
    return Figures.number(nanos / NANOS_PER_SECOND);
  }

  private static String micros(double nanos) {
    return Figures.brief(nanos / NANOS_PER_MICRO);
  }
}
