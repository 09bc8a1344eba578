package fanout.model;

/**
 * A batch whose makespan is asked for.
 *
 * @param requests N, at least 1
 * @param concurrency c over all members, at least 1
 * @param members machines that issue requests, each with its own processors, at least 1
 * @param processors P of each, at least 1
 * @param service the time that a request's far side takes
 */
public record Scenario(
    int requests, int concurrency, int members, int processors, ServiceTime service) {
  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1, or there are fewer slots than members
   */
  public Scenario {
    requirePositive("requests", requests);
    requirePositive("concurrency", concurrency);
    requirePositive("members", members);
    requirePositive("processors", processors);
    if (concurrency < members) {
      throw new IllegalArgumentException(
          "concurrency must be >= members, was " + concurrency + " for " + members);
    }
  }

  /** Returns the slots of one member that ever get a request; need not be whole. */
  double slotsPerMember() {
    return (double) Math.min(requests, concurrency) / members;
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be > 0, was " + value);
    }
  }
}
