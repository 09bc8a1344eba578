package fanout.ab;

import fanout.ab.Units.Unit;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How long forks take, and so how long a collection may. */
final class Pace {
  private static final double MINUTE = 60;
  private static final double HOUR = 3600;
  private static final double MILLIS = 1e3;
  private static final double NANOS = 1e9;

  private final int forksOfUnit;
  private final Map<Unit, Integer> done = new HashMap<>();
  private final Map<Unit, Double> seconds = new HashMap<>();
  private double last;

  /**
   * Starts to count.
   *
   * @param blocks the most blocks of a unit
   */
  Pace(int blocks) {
    forksOfUnit = blocks * BlockOrder.FORKS;
  }

  /** Says how much is to be run, if there are several units. */
  Optional<String> start(int units) {
    return units == 1
        ? Optional.empty()
        : Optional.of(
            "%d rows, each by itself: at most %d blocks of %d forks each, %d forks in all"
                .formatted(
                    units, forksOfUnit / BlockOrder.FORKS, BlockOrder.FORKS, units * forksOfUnit));
  }

  /**
   * Says how long all takes.
   *
   * @param units how many there are
   * @param fork how long one takes: as JMH says of the first, or as warm-up runs took
   * @param limit after which no block begins
   */
  String announcement(int units, Duration fork, Duration limit) {
    double all = (double) fork.toMillis() / MILLIS * units * forksOfUnit;
    double ends = (double) limit.toMillis() / MILLIS;
    return "about %s in all, about half where rows are soon decided%s"
        .formatted(words(all), all > ends ? "; the time limit ends it after " + words(ends) : "");
  }

  /** Takes the time of a fork, whatever became of it. */
  void ran(Unit unit, long nanos) {
    last = nanos / NANOS;
    done.merge(unit, 1, Integer::sum);
    seconds.merge(unit, last, Double::sum);
  }

  int forks() {
    return done.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Says which fork has run, how long it took, and how long the rest may. */
  String line(Side side, Unit unit, Collection<Unit> open) {
    return String.format(
        Locale.ROOT,
        "fork %d of at most %d: %s%s, %.1f s; at most %s left",
        forks(),
        forks() + open.stream().mapToInt(this::forksLeft).sum(),
        side,
        unit.name().isEmpty() ? "" : " " + unit.name(),
        last,
        words(secondsLeft(open)));
  }

  private double secondsLeft(Collection<Unit> open) {
    double usual = done.keySet().stream().mapToDouble(this::ofOne).average().orElse(0);
    return open.stream()
        .mapToDouble(unit -> forksLeft(unit) * (done.containsKey(unit) ? ofOne(unit) : usual))
        .sum();
  }

  private int forksLeft(Unit unit) {
    return forksOfUnit - done.getOrDefault(unit, 0);
  }

  private double ofOne(Unit unit) {
    return seconds.getOrDefault(unit, 0.0) / done.getOrDefault(unit, 1);
  }

  /** Returns a time in words, such as {@code 1 h 52 min}. */
  static String words(double seconds) {
    if (seconds < 2 * MINUTE) {
      return String.format(Locale.ROOT, "%.0f s", seconds);
    }
    return seconds < 2 * HOUR
        ? String.format(Locale.ROOT, "%.0f min", seconds / MINUTE)
        : "%d h %d min".formatted((int) (seconds / HOUR), (int) (seconds % HOUR / MINUTE));
  }
}
