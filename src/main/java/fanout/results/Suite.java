package fanout.results;

/** The named suites: questions that one run answers, each by rows that differ in parameters. */
public enum Suite {
  /** The suite that runs without a name. */
  DEFAULT("default", "what does each way of issuing requests cost?"),
  GRANULARITY("granularity", "how short may a request be?"),
  SCALABILITY("scalability", "how far does it scale?"),
  CHANNELS("channels", "what do channel and chunk change?"),
  GROWTH("growth", "is the cost linear?"),
  RECORDING("recording", "what does recording cost?"),
  EXCHANGES("exchanges", "what does the HTTP client change?"),
  NULL_CONTROL("null-control", "what is left without any exchange?"),
  A_A("aa", "how far apart are equals?"),
  CALIBRATION("calibration", "is the instrument right? ('calibrate' judges it)");

  private final String key;
  private final String question;

  Suite(String key, String question) {
    this.key = key;
    this.question = question;
  }

  /** Returns the name on the command line. */
  @Override
  public String toString() {
    return key;
  }

  /** Returns what the suite is for, one question. */
  public String question() {
    return question;
  }
}
