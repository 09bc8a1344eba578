package fanout.ledger;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The part of a batch's times that is kept. */
public enum Keeping {
  /** Nothing: no clock is read. */
  OFF,
  /** Sums and histograms: memory grows with the slots and not with the requests. */
  SUMS,
  /** The six times of each request. */
  FULL;

  /**
   * Reads a choice of detail.
   *
   * @param text {@code off}, {@code sums} or {@code full}
   * @throws IllegalArgumentException if the text is none of them
   */
  public static Keeping parse(String text) {
    for (Keeping keeping : values()) {
      if (keeping.toString().equals(text)) {
        return keeping;
      }
    }
    String known = Arrays.stream(values()).map(Keeping::toString).collect(Collectors.joining(", "));
    throw new IllegalArgumentException("ledger must be one of " + known + ", was '" + text + "'");
  }

  /** Returns the text that {@link #parse} reads back. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
