package fanout.stats;

import fanout.results.Metric;
import fanout.results.MetricUnit;
import fanout.results.RowKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A series of a history while it is put together: one log of costs a file, as samples have them.
 */
final class Track {
  private final RowKey key;
  private final Measure measure;
  private final MetricUnit unit;
  private final double floor;
  private final double[] values;
  private List<Integer> changes = List.of();
  private Prior prior = Prior.NONE;

  Track(RowKey key, Measure measure, MetricUnit unit, int files) {
    this.key = key;
    this.measure = measure;
    this.unit = unit;
    this.floor = measure.floorIn(unit);
    this.values = new double[files];
    Arrays.fill(values, Double.NaN);
  }

  void put(int file, Metric metric) {
    ForkSample sample = ForkSample.ofForks(metric, measure.floorIn(metric.unit()));
    if (unit.convertsTo(metric.unit()) && sample.forks() > 0) {
      values[file] = WelchContrast.mean(sample.values());
    }
  }

  int size() {
    return present().length;
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

  boolean has(int file) {
    return Double.isFinite(values[file]);
  }

  /** Lets the series borrow from the spread of others. */
  void borrow(Prior other) {
    prior = other;
  }

  void findChanges() {
    changes = ChangePoints.of(present());
  }

  /** The values since the last change; without the last value, and back to the change before. */
  double[] segment(boolean withoutLast) {
    double[] present = present();
    int end = withoutLast ? present.length - 1 : present.length;
    int start =
        changes.stream().filter(at -> at <= end - ChangePoints.FEWEST).reduce(0, (a, b) -> b);
    return Arrays.copyOfRange(present, start, Math.max(start, end));
  }

  Optional<Spread> spread(double[] segment) {
    if (segment.length < ChangePoints.FEWEST) {
      return Optional.empty();
    }
    Spread own = WelchContrast.spread(segment);
    return Optional.of(own.variance() == 0 ? own : prior.moderate(own));
  }

  Trial trial() {
    double[] before = segment(true);
    double[] now = {present()[size() - 1]};
    Optional<Contrast> contrast =
        measure.hasDirection(unit)
            ? spread(before).map(spread -> WelchContrast.of(before, now, spread))
            : Optional.empty();
    return new Trial(
        key,
        measure,
        sample(before),
        sample(now),
        contrast,
        contrast.isPresent() || !measure.hasDirection(unit)
            ? ""
            : "fewer than %d results before it at this level".formatted(ChangePoints.FEWEST),
        List.of());
  }

  private ForkSample sample(double... logs) {
    return new ForkSample(
        Arrays.stream(logs).boxed().toList(),
        List.of(),
        unit,
        Optional.empty(),
        floor,
        Double.NaN,
        Double.NaN);
  }

  private double score(double... logs) {
    return sample(logs).centre();
  }

  History.Series series() {
    double[] present = present();
    int[] files = fileOfEach();
    List<History.Change> found = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      int at = changes.get(i);
      int from = i == 0 ? 0 : changes.get(i - 1);
      int to = i + 1 < changes.size() ? changes.get(i + 1) : present.length;
      double[] before = Arrays.copyOfRange(present, from, at);
      double[] after = Arrays.copyOfRange(present, at, to);
      double slower = WelchContrast.mean(after) - WelchContrast.mean(before);
      found.add(new History.Change(files[at], score(before), score(after), Math.exp(slower)));
    }
    return new History.Series(key, measure, unit, scores(), found, next());
  }

  private List<Double> scores() {
    return Arrays.stream(values)
        .map(value -> Double.isFinite(value) ? score(value) : Double.NaN)
        .boxed()
        .toList();
  }

  private int[] fileOfEach() {
    int[] files = new int[size()];
    int next = 0;
    for (int i = 0; i < values.length; i++) {
      if (Double.isFinite(values[i])) {
        files[next++] = i;
      }
    }
    return files;
  }

  /** The mean ± t·s·√(1 + 1/n). */
  private Interval next() {
    double[] segment = segment(false);
    return spread(segment)
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
