package fanout.model;

/**
 * The parts of a strategy's makespans on one kind of machine. All in nanoseconds, at least 0.
 *
 * <p>W = b + ramp + (N − c) ÷ X + max(c ÷ X, E(last)). X is the throughput of a {@link
 * ClosedNetwork} in which each of c slots needs the processors for D = d (+ w if the request
 * sleeps), the far side for S (+ y if it is not 0) and z without a processor, and the dispatcher
 * for h. So W is never below N · h, N · D ÷ P or N · (S + y + z + D) ÷ c, and near the larger of
 * these where they are far apart. E(last) is the time from the last request's start until all that
 * are then under way are done: with k of them waiting, the largest of one service time and k − 1
 * residual ones. A fixed service time keeps slots in step, so where they are the limit the last
 * round is a whole one.
 *
 * @param demandNanos d, processor time for each request, of all processes on the machine
 * @param sleepNanos w, what is added to it where a request waits for its far side
 * @param overheadNanos z, how much longer than S such a request takes on an idle machine, without a
 *     processor
 * @param lateNanos y, by how much its far side answers late
 * @param startNanos b, for each batch
 * @param dispatchNanos h, the dispatcher's time for each request
 */
public record BatchModel(
    double demandNanos,
    double sleepNanos,
    double overheadNanos,
    double lateNanos,
    double startNanos,
    double dispatchNanos) {

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

  /** Returns the same model with another dispatcher. */
  public BatchModel withDispatch(double nanos) {
    return new BatchModel(demandNanos, sleepNanos, overheadNanos, lateNanos, startNanos, nanos);
  }

  /** Returns D, the processor time of a request of the given service. */
  double demand(ServiceTime service) {
    return service.mean() > 0 ? demandNanos + sleepNanos : demandNanos;
  }

  /** Returns S + y + z, the time that a request of the given service needs without a processor. */
  double waiting(ServiceTime service) {
    return overheadNanos + (service.mean() > 0 ? service.mean() + lateNanos : 0);
  }

  /** Predicts the makespan of a batch. */
  public Makespan makespan(Scenario batch) {
    double demand = demand(batch.service());
    double waiting = waiting(batch.service());
    double slots = batch.slotsPerMember();
    // Each member meets the dispatcher's other members as if it were that much slower.
    double dispatch = dispatchNanos * batch.members();
    double throughput =
        new ClosedNetwork(waiting, demand, batch.processors(), dispatch).throughput(slots);
    double perMember = (double) batch.requests() / batch.members();
    double busy = throughput * Math.max(demand / batch.processors(), dispatch);
    double last = demand + waiting - batch.service().mean() + last(batch, throughput);
    double ends =
        startNanos
            + (1 - busy) * slots * dispatch / 2
            + Math.max(0, last - slots / throughput)
            + (1 - busy) * partialRound(batch, slots / throughput);
    return new Makespan(
        perMember / throughput + ends,
        dispatchNanos * batch.requests(),
        demand * perMember / batch.processors(),
        perMember / slots * (demand + waiting));
  }

  private static double last(Scenario batch, double throughput) {
    double slots = batch.slotsPerMember() * batch.members();
    if (batch.requests() <= batch.concurrency()) {
      return batch.service().expectedMaximum(slots);
    }
    double waiting = throughput * batch.members() * batch.service().mean();
    return batch.service().expectedLast(Math.clamp(waiting, 1, slots));
  }

  /** The time that the last, partial round of slots in step lacks of a whole one. */
  private static double partialRound(Scenario batch, double cycle) {
    if (!batch.service().isFixed() || batch.service().mean() == 0) {
      return 0;
    }
    double rounds = batch.requests() / (batch.slotsPerMember() * batch.members());
    return (Math.ceil(rounds - 1e-9) - rounds) * cycle;
  }

  /**
   * A predicted makespan and its lower bounds. All in nanoseconds.
   *
   * @param nanos W
   * @param dispatchNanos the least that the dispatcher needs: N · h
   * @param processorNanos the least that the processors need: N · D ÷ (M · P)
   * @param slotNanos the least that the slots need: N · (S + overhead) ÷ c
   */
  public record Makespan(
      double nanos, double dispatchNanos, double processorNanos, double slotNanos) {

    /** Returns what there is least of, as a word: dispatch, processors or slots. */
    public String limit() {
      double most = Math.max(dispatchNanos, Math.max(processorNanos, slotNanos));
      return most == slotNanos ? "slots" : most == processorNanos ? "processors" : "dispatch";
    }
  }

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
     * Returns the requests a nanosecond with a number of slots; the last slot counts by its
     * fraction.
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
}
