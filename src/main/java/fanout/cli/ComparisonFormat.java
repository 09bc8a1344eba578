package fanout.cli;

/** The forms in which a comparison is written. */
enum ComparisonFormat {
  text,
  markdown,
  csv,
  json,
  junit,
  github,
  openmetrics,
  bencher,
  github_action;

  /** Tells whether people read it, who may be shown several; programs expect one. */
  boolean isForPeople() {
    return this == text || this == markdown;
  }

  /** Returns the name as it is written on the command line. */
  @Override
  public String toString() {
    return name().replace('_', '-');
  }
}
