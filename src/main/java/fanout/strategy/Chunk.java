package fanout.strategy;

/**
 * The number of requests that a worker process gets at a time: a fixed number, or a rule that
 * depends on the batch.
 *
 * @param rule how the size is found
 * @param fixed the size under {@link Rule#FIXED}, at least 1; 0 otherwise
 */
public record Chunk(Rule rule, int fixed) {
  /** The forms that {@link #parse} takes, for messages and help texts. */
  public static final String FORMS =
      "a number >= 1, 'python' (requests / (4 * workers)) or 'even' (requests / workers)";

  /** The most requests of one message to a worker and back: with all times and failures it fits. */
  public static final int MAX_SIZE = 16_384;

  /** One request at a time: the finest balance and the most hand-offs. */
  public static final Chunk ONE = new Chunk(Rule.FIXED, 1);

  private static final int PYTHON_CHUNKS_PER_WORKER = 4;

  /** The rules by which a size is found. */
  public enum Rule {
    /** Always the same size. */
    FIXED,
    /** As {@code multiprocessing.Pool.map} does: four chunks a worker, rounded up. */
    PYTHON,
    /** One chunk a worker, rounded up. */
    EVEN
  }

  /**
   * Reads a chunk size.
   *
   * @param text one of {@link #FORMS}
   * @throws IllegalArgumentException if the text has another form or the number is below 1
   */
  public static Chunk parse(String text) {
    return switch (text) {
      case "python" -> new Chunk(Rule.PYTHON, 0);
      case "even" -> new Chunk(Rule.EVEN, 0);
      default -> new Chunk(Rule.FIXED, parseSize(text));
    };
  }

  /**
   * Returns the size for a batch.
   *
   * @param requests the batch's requests, at least 1
   * @param workers the worker processes, at least 1
   * @return at least 1
   */
  public int sizeFor(int requests, int workers) {
    return switch (rule) {
      case FIXED -> fixed;
      case PYTHON -> Math.ceilDiv(requests, PYTHON_CHUNKS_PER_WORKER * workers);
      case EVEN -> Math.ceilDiv(requests, workers);
    };
  }

  private static int parseSize(String text) {
    if (!text.matches("[1-9]\\d{0,8}")) {
      throw new IllegalArgumentException("chunk must be " + FORMS + ", was '" + text + "'");
    }
    return Integer.parseInt(text);
  }
}
