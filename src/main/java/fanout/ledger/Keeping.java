package fanout.ledger;

import fanout.EnumWord;

/** The part of a batch's times that is kept. */
public enum Keeping {
  /** Nothing: no clock is read. */
  OFF,
  /** The six times of each request. */
  FULL;

  /**
   * Reads a choice of detail.
   *
   * @param text {@code off} or {@code full}
   * @throws IllegalArgumentException if the text is neither
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
