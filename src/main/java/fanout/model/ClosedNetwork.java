package fanout.model;

/**
 * A closed queueing network: c slots go round between a delay, where they do not meet, P
 * processors, and a dispatcher that serves one at a time.
 *
 * <p>Solved by mean value analysis (M. Reiser and S. S. Lavenberg, "Mean-Value Analysis of Closed
 * Multichain Queuing Networks", J. ACM 27, 1980), with the P processors as one that is P times as
 * fast and a delay for the rest (A. Seidmann et al., 1987).
 *
 * @param delayNanos time for each request on no resource that is shared, at least 0
 * @param processorNanos processor time for each request, at least 0
 * @param processors P, at least 1
 * @param dispatchNanos the dispatcher's time for each request, at least 0
 */
record ClosedNetwork(
    double delayNanos, double processorNanos, int processors, double dispatchNanos) {

  /**
   * Returns the requests a nanosecond with a number of slots; the last slot counts by its fraction.
   *
   * @param slots c, at least 1
   */
  double throughput(double slots) {
    double fast = processorNanos / processors;
    double delay = delayNanos + processorNanos - fast;
    double atProcessors = 0;
    double atDispatcher = 0;
    double throughput = 0;
    double customers = 0;
    while (customers < slots) {
      double more = Math.min(1, slots - customers);
      double behind = customers == 0 ? 0 : 1;
      double processorTime = fast * (1 + behind * atProcessors);
      double dispatchTime = dispatchNanos * (1 + behind * atDispatcher);
      customers += more;
      throughput = customers / (delay + processorTime + dispatchTime);
      atProcessors = throughput * processorTime;
      atDispatcher = throughput * dispatchTime;
    }
    return throughput;
  }
}
