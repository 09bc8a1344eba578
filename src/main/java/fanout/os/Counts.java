package fanout.os;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Sums and differences of counters that a platform may lack: with an unknown part, unknown. */
public final class Counts {
  private Counts() {}

  /** Returns the sum; 0 of none. */
  public static OptionalLong sum(Stream<OptionalLong> counts) {
    List<OptionalLong> all = counts.toList();
    return all.stream().allMatch(OptionalLong::isPresent)
        ? OptionalLong.of(all.stream().mapToLong(OptionalLong::getAsLong).sum())
        : OptionalLong.empty();
  }

  /** Returns what came to a counter from an earlier reading to a later one. */
  public static OptionalLong difference(OptionalLong later, OptionalLong earlier) {
    return later.isPresent() && earlier.isPresent()
        ? OptionalLong.of(later.getAsLong() - earlier.getAsLong())
        : OptionalLong.empty();
  }
}
