package fanout.run;

/** Shows a person how far a run is, what it does and how long it will still take. */
interface Progress extends AutoCloseable {
  /**
   * The run does something else now.
   *
   * @param phase what is done first, since its end may be cut: {@code fork 2/5 warming up, group A
   *     of 8 contenders}
   */
  void phase(String phase);

  /**
   * A variant is complete.
   *
   * @param label which
   */
  void legEnds(String label);

  /** The run is over, for better or worse. */
  @Override
  void close();
}
