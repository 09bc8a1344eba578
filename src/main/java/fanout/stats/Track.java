package fanout.stats;

import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A series of a history while it is put together: one log of costs a file, as samples have them.
 */
final class Track {
  private final RowKey key;
  private final Measure measure;
  private final MetricUnit unit;
  private final double floor;
  private final double[] values;

  /** Values without a logarithm, such as 0 or NaN, by file. */
  private final NavigableMap<Integer, ForkSample> others = new TreeMap<>();

  private List<Integer> changes = List.of();

  Track(RowKey key, Measure measure, MetricUnit unit, int files) {
    this.key = key;
    this.measure = measure;
    this.unit = unit;
    this.floor = measure.floorIn(unit);
    this.values = new double[files];
    Arrays.fill(values, Double.NaN);
  }

  /** Takes the mean of a file's forks, or the first of them alone. */
  void put(int file, Metric metric, boolean firstAlone) {
    ForkSample sample = ForkSample.ofForks(metric, measure);
    if (!unit.convertsTo(metric.unit())) {
      return;
    }
    if (sample.forks() == 0) {
      others.put(file, sample);
    } else {
      values[file] = firstAlone ? sample.values()[0] : WelchContrast.mean(sample.values());
    }
  }

  private double[] present() {
    return Arrays.stream(values).filter(Double::isFinite).toArray();
  }

  RowKey key() {
    return key;
  }

  KnownSpreads.Series name() {
    return new KnownSpreads.Series(key, measure.metric());
  }

  Measure measure() {
    return measure;
  }

  private boolean has(int file) {
    return Double.isFinite(values[file]) || others.containsKey(file);
  }

  boolean isInLast() {
    return has(values.length - 1);
  }

  /** Tells whether the last file alone has it. */
  boolean isNew() {
    return isInLast() && IntStream.range(0, values.length - 1).noneMatch(this::has);
  }

  /** The last file that has it. */
  int latest() {
    return IntStream.range(0, values.length).filter(this::has).max().orElseThrow();
  }

  void findChanges() {
    changes = ChangePoints.of(present());
  }

  /** The values since the last change. */
  double[] segment() {
    double[] present = present();
    return Arrays.copyOfRange(present, start(present.length), present.length);
  }

  /** The values before the last file's, back to the change before. */
  double[] before() {
    double[] present = present();
    int end = present.length - (Double.isNaN(values[values.length - 1]) ? 0 : 1);
    return Arrays.copyOfRange(present, start(end), end);
  }

  private int start(int end) {
    return changes.stream().filter(at -> at <= end - ChangePoints.FEWEST).reduce(0, (a, b) -> b);
  }

  static Optional<Spread> spread(double[] segment, Prior prior) {
    if (segment.length < ChangePoints.FEWEST) {
      return Optional.empty();
    }
    Spread own = WelchContrast.spread(segment);
    return Optional.of(own.varies() ? prior.moderate(own) : own);
  }

  /**
   * Sets the last file's value against those before it. Equal ones do not show how much others
   * vary; a count is then taken to be exact, and a time to vary as the other series do or, where
   * they do not tell, by {@value Contrasts#USUAL_SHARE} as a share.
   *
   * @param prior what other series say about the spread
   */
  Trial trial(Prior prior) {
    int last = values.length - 1;
    double[] before = before();
    ForkSample base = withoutLogarithm().orElseGet(() -> ForkSample.ofLogs(unit, floor, before));
    ForkSample now =
        others.containsKey(last) ? others.get(last) : ForkSample.ofLogs(unit, floor, values[last]);
    boolean isTested =
        measure.hasDirection(unit) && base.problem().isEmpty() && now.problem().isEmpty();
    Trial plain = new Trial(key, measure, base, now, Optional.empty(), "", List.of());
    return isTested ? contrasted(plain, spread(before, prior), prior) : plain;
  }

  private Trial contrasted(Trial plain, Optional<Spread> own, Prior prior) {
    double[] before = plain.base().values();
    double[] now = plain.candidate().values();
    if (own.isEmpty()) {
      return plain.lacking(
          "fewer than %d results before it at this level".formatted(ChangePoints.FEWEST));
    }
    if (own.get().varies() || floor > 0 || now[0] == before[0]) {
      return plain.with(WelchContrast.of(before, now, own.get()), "");
    }
    return prior.freedom() > 0
        ? plain.with(
            WelchContrast.of(before, now, prior.spread()),
            "equal results before it: spread from the other rows")
        : plain.with(
            WelchContrast.of(before, now, Spread.stated(Contrasts.USUAL_SHARE)),
            String.format(
                Locale.ROOT,
                "equal results before it: a spread of %.1f%% assumed",
                100 * Contrasts.USUAL_SHARE));
  }

  /** The latest sample before the last file's, where it has no logarithm. */
  private Optional<ForkSample> withoutLogarithm() {
    NavigableMap<Integer, ForkSample> earlier = others.headMap(values.length - 1, false);
    int logs =
        IntStream.range(0, values.length - 1)
            .filter(file -> Double.isFinite(values[file]))
            .max()
            .orElse(-1);
    return earlier.tailMap(logs, false).descendingMap().values().stream()
        .filter(sample -> logs < 0 || sample.isZero())
        .findFirst();
  }

  private double score(double... logs) {
    return ForkSample.ofLogs(unit, floor, logs).centre();
  }

  /**
   * Returns what is shown of it.
   *
   * @param prior what other series say about the spread
   */
  History.Series series(Prior prior) {
    double[] present = present();
    int[] files = fileOfEach();
    List<History.Change> found = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      int at = changes.get(i);
      int from = i == 0 ? 0 : changes.get(i - 1);
      int to = i + 1 < changes.size() ? changes.get(i + 1) : present.length;
      double[] before = Arrays.copyOfRange(present, from, at);
      double[] after = Arrays.copyOfRange(present, at, to);
      double ratio = score(after) / score(before);
      found.add(
          new History.Change(
              files[at], score(before), score(after), unit.moreIsFaster() ? 1 / ratio : ratio));
    }
    return new History.Series(key, measure, unit, scores(), found, next(prior));
  }

  private List<Double> scores() {
    return Arrays.stream(values)
        .map(value -> Double.isFinite(value) ? score(value) : Double.NaN)
        .boxed()
        .toList();
  }

  private int[] fileOfEach() {
    return IntStream.range(0, values.length)
        .filter(file -> Double.isFinite(values[file]))
        .toArray();
  }

  /** The mean ± t·s·√(1 + 1/n). */
  private Interval next(Prior prior) {
    double[] segment = segment();
    return spread(segment, prior)
        .map(
            spread -> {
              double half =
                  StudentT.upperQuantile(spread.freedom(), 0.025)
                      * Math.sqrt(spread.variance() * (1 + 1.0 / segment.length));
              double low = score(WelchContrast.mean(segment) - half);
              double high = score(WelchContrast.mean(segment) + half);
              return new Interval(Math.min(low, high), Math.max(low, high));
            })
        .orElse(Interval.UNKNOWN);
  }
}
