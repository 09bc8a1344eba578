package fanout.ledger;

import fanout.EnumWord;

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
    return EnumWord.parse("ledger", Keeping.class, text);
  }

  /** Returns the text that {@link #parse} reads back. */
  @Override
  public String toString() {
    return EnumWord.of(this);
  }
}
