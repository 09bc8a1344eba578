package fanout.results;

/** The named suites: questions that one run answers, each by rows that differ in parameters. */
public enum Suite {
  /** The suite that runs without a name. */
  DEFAULT("default", "what does each way of issuing requests cost?"),
  /** METG. */
  GRANULARITY("granularity", "how short may a request be?"),
  /** USL. */
  SCALABILITY("scalability", "how far does it scale?"),
  /** Worker processes. */
  CHANNELS("channels", "what do channel and chunk change?"),
  /** Sizes. */
  GROWTH("growth", "is the cost linear?"),
  /** The price of recording. */
  RECORDING("recording", "what does recording cost?"),
  /** Clients. */
  EXCHANGES("exchanges", "what does the HTTP client change?"),
  /** No exchange. */
  NULL_CONTROL("null-control", "what is left without any exchange?"),
  /** The same contender twice. */
  A_A("aa", "how far apart are equals?"),
  /** Known work is added. */
  CALIBRATION("calibration", "is the instrument right? ('calibrate' judges it)");

  private final String key;
  private final String question;

  Suite(String key, String question) {
    this.key = key;
    this.question = question;
  }

  /** Returns the name on the command line. */
  public String key() {
    return key;
  }

  /** Returns what the suite is for, one question. */
  public String question() {
    return question;
  }
}
