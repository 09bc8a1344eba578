package fanout.run;

import fanout.Delay;
import fanout.exchange.Exchange;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Outcome;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import fanout.os.Counts;
import fanout.os.CpuClock;
import fanout.results.MetricName;
import fanout.results.Parameter;
import fanout.strategy.AotCache;
import fanout.strategy.ColdBatch;
import fanout.strategy.WorkerStart;
import fanout.stub.StubConfig;
import fanout.stub.StubProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Batches that start from nothing: worker processes are started, issue the requests and are joined,
 * all of it timed. Without workers the calling thread opens a client, issues them and closes it.
 */
public final class ColdTrial implements AutoCloseable {
  private static final int BODY_BYTES = 32;

  private static final int MOST_WORKERS = 256;

  private final Plan plan;
  private final Optional<AotCache> cache;
  private final Optional<StubProcess> stub;
  private final Target target;

  /** Of workers; found before what is timed. */
  private final List<String> jvmOptions;

  private List<Figure> figures = List.of();

  /**
   * The parameters of a trial.
   *
   * @param workers how many processes, from 0 to 256; 0 for none, in which case the caller's thread
   *     does the work
   * @param requests N, at least 1 and at least as many as workers
   * @param start what is done for an early start
   * @param delay the stub's
   * @param exchange what each request is
   */
  record Plan(int workers, int requests, WorkerStart start, Delay delay, ExchangeSpec exchange) {
    /**
     * Reads the parameters of {@code ColdStartBenchmark}.
     *
     * @throws BadOptionException if a value makes no sense
     */
    static Plan parse(Map<String, String> parameters) {
      ParameterWords words = new ParameterWords(parameters);
      Plan plan =
          new Plan(
              words.countFromZero(Parameter.WORKERS, MOST_WORKERS),
              words.count(Parameter.REQUESTS),
              words.read(Parameter.START, WorkerStart::parse),
              words.read(Parameter.DELAY, Delay::parse),
              words.read(Parameter.EXCHANGE, ExchangeSpec::parse));
      words.require(
          plan.requests >= plan.workers,
          Parameter.REQUESTS,
          "requests must be at least the " + plan.workers + " workers");
      return plan;
    }
  }

  private ColdTrial(Plan plan, Optional<AotCache> cache, Optional<StubProcess> stub) {
    this.plan = plan;
    this.cache = cache;
    this.stub = stub;
    target = stub.map(server -> new Target(server.uri(), BODY_BYTES)).orElse(Target.NONE);
    jvmOptions = new ArrayList<>(cache.map(AotCache::jvmOptions).orElse(plan.start.jvmOptions()));
    jvmOptions.addAll(plan.exchange.jvmOptions());
  }

  /**
   * Starts the stub server, if the exchange uses a network, and makes the AOT cache, if workers are
   * to start with one.
   *
   * @param parameters those of {@code ColdStartBenchmark}, by name
   * @throws BadOptionException if a value makes no sense
   * @throws IllegalStateException if there is no AOT cache to be had, whose effect would be
   *     measured; the message says why
   */
  public static ColdTrial open(Map<String, String> parameters) {
    Plan plan = Plan.parse(parameters);
    boolean cached = plan.start == WorkerStart.AOT && plan.workers > 0;
    Optional<AotCache> cache = cached ? Optional.of(makeCache()) : Optional.empty();
    StubConfig config = StubConfig.withDefaults().withDelay(plan.delay).withBodyBytes(BODY_BYTES);
    Optional<StubProcess> stub =
        plan.exchange.usesNetwork() ? Optional.of(StubProcess.start(config)) : Optional.empty();
    return new ColdTrial(plan, cache, stub);
  }

  /**
   * Does all of it once: what is timed.
   *
   * @return the outcomes, all of them valid replies
   * @throws IllegalStateException if a request failed
   */
  public List<Outcome> run() throws InterruptedException {
    OptionalLong before = CpuClock.ownNanos();
    List<Outcome> outcomes;
    if (plan.workers == 0) {
      outcomes = runInCaller();
      figures = List.of();
    } else {
      ColdBatch batch =
          ColdBatch.issue(plan.workers, plan.requests, plan.exchange, target, jvmOptions);
      outcomes = batch.outcomes();
      figures = ColdFigures.of(batch);
    }
    addOwnCpu(before);
    for (Outcome outcome : outcomes) {
      if (!(outcome instanceof Reply)) {
        throw new IllegalStateException("a request failed: " + outcome);
      }
    }
    return outcomes;
  }

  /** Leaves the last run's figures for {@link LedgerProfiler}. */
  public void publish() {
    LedgerProfiler.publish(LedgerProfiler.results(figures));
  }

  private List<Outcome> runInCaller() {
    List<Outcome> outcomes = new ArrayList<>(plan.requests);
    try (Exchange client = plan.exchange.open(target, 1)) {
      for (int number = 0; number < plan.requests; number++) {
        outcomes.add(client.issue(number));
      }
    }
    return outcomes;
  }

  private void addOwnCpu(OptionalLong before) {
    List<Figure> all = new ArrayList<>(figures);
    Counts.difference(CpuClock.ownNanos(), before)
        .ifPresent(nanos -> all.add(new Figure(MetricName.COLD_CPU_CALLER, nanos / 1e6)));
    figures = all;
  }

  /** Ends the stub server and removes the cache. */
  @Override
  public void close() {
    stub.ifPresent(StubProcess::close);
    cache.ifPresent(AotCache::close);
  }

  private static AotCache makeCache() {
    StubConfig config = StubConfig.withDefaults().withBodyBytes(BODY_BYTES);
    try (StubProcess trainer = StubProcess.start(config)) {
      return AotCache.make(new Target(trainer.uri(), BODY_BYTES));
    } catch (IOException e) {
      throw new IllegalStateException("no AOT cache: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("no AOT cache: interrupted", e);
    }
  }
}
