package fanout.run;

/** Shows a person how far a run is. */
interface Progress extends AutoCloseable {
  /** A benchmark variant's first fork starts. */
  void variantStarts(String variant);

  /** One iteration of the plan is done. */
  void iterationDone();

  /** A benchmark variant is complete. */
  void variantEnds(String variant, double score, String unit);

  /** The run is over, for better or worse. */
  @Override
  void close();
}
