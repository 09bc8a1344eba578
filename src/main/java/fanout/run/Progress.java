package fanout.run;

/** Shows a person how far a run is, what it does and how long it will still take. */
interface Progress extends AutoCloseable {
  /**
   * The run does something else now.
   *
   * @param phase such as {@code fork 2 of 5: warming up}
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
