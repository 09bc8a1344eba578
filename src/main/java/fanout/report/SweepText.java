package fanout.report;

import fanout.model.Metg;
import fanout.model.Usl;
import fanout.model.UslFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes what the sweeps say: a table for each kind, and what could not be found in words. */
public final class SweepText {
  private static final double NANOS_PER_MICRO = 1000;

  private final Sweeps sweeps;
  private final List<String> remarks = new ArrayList<>();

  /** Prepares what is said of sweeps. */
  public SweepText(Sweeps sweeps) {
    this.sweeps = sweeps;
  }

  /** METG(50 %) by strategy; empty if request lengths were not swept. */
  Optional<Table> granularity() {
    List<List<String>> rows = new ArrayList<>();
    for (Sweeps.Granularity granularity : sweeps.granularities()) {
      rows.add(
          switch (granularity.metg()) {
            case Metg.Reached reached ->
                List.of(
                    granularity.strategy(),
                    granularity.kind(),
                    Figures.number(reached.nanos().mean() / NANOS_PER_MICRO),
                    Figures.interval(reached.nanos().times(1 / NANOS_PER_MICRO)));
            case Metg.NotReached missing -> {
              remarks.add(
                  granularity.strategy() + ", " + granularity.kind() + ": " + missing.reason());
              yield List.of(granularity.strategy(), granularity.kind(), "not reached", "-");
            }
          });
    }
    return Table.ofRows(Table.columns("METG(50 %)", "request", "#µs", "#95 % interval"), rows);
  }

  /** Returns the Universal Scalability Law by strategy; empty without a sweep of concurrency. */
  public Optional<Table> scalability() {
    List<List<String>> rows = new ArrayList<>();
    for (Sweeps.Scalability scalability : sweeps.scalabilities()) {
      switch (scalability.fit()) {
        case Usl usl -> {
          rows.add(row(scalability, usl));
          remarks.add(
              String.format(Locale.ROOT, "%s: R² %.3f.", scalability.strategy(), usl.rSquared()));
          usl.remarks().forEach(remark -> remarks.add(scalability.strategy() + ": " + remark));
        }
        case UslFit.Refused refused ->
            remarks.add(scalability.strategy() + ": " + refused.reason());
      }
    }
    return Table.ofRows(Table.columns("USL", "delay", "#λ requests/s", "#σ", "#κ", "#c*"), rows);
  }

  /** Returns what recording costs by strategy; empty if it was not measured. */
  public Optional<Table> recording() {
    List<List<String>> rows = new ArrayList<>();
    for (Sweeps.Recording recording : sweeps.recordings()) {
      rows.add(
          List.of(
              recording.strategy(),
              Figures.number(recording.median()),
              Figures.interval(recording.mean()),
              String.valueOf(recording.mean().forks())));
    }
    return Table.ofRows(
        Table.columns("recording on / off", "#median", "#95 % of the mean", "#forks"), rows);
  }

  /** The limits of the tables, to be read after them. */
  List<String> remarks() {
    return List.copyOf(remarks);
  }

  private static List<String> row(Sweeps.Scalability scalability, Usl usl) {
    return List.of(
        scalability.strategy(),
        scalability.delay(),
        Figures.margin(usl.lambda()),
        Figures.margin(usl.sigma()),
        Figures.margin(usl.kappa()),
        usl.peak().map(Figures::margin).orElse("none seen"));
  }
}
