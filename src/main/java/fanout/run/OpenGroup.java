package fanout.run;

import static java.util.Objects.requireNonNull;

import fanout.Delay;
import fanout.results.MetricName;
import fanout.strategy.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The contenders of a group, open at once in one fork with their stub server. In a round each
 * issues one batch, in an order that is drawn anew, one delay after the other; those whose batches
 * are long take part in fewer rounds.
 *
 * <p>A group of one contender is measured by JMH: an invocation is a batch, and everything else
 * happens before and after it.
 */
public final class OpenGroup implements AutoCloseable {
  /** Batches that take longer are not issued in JMH's warm-up iterations. */
  private static final long LONG_NANOS = 1_000_000_000;

  private final List<OpenContender> contenders;
  private final Servers servers;
  private final List<OpenStrategy> strategies;
  private final BatchLimit limit;
  private final boolean warm;

  /**
   * Draws the order of rounds, in each fork another. What it does to a contender to follow another
   * would be the same in all forks if the order were, and no interval over forks would show it.
   */
  private final Random random = new Random();

  private Schedule schedule;
  private @Nullable Batch last;
  private boolean reachedLimit;
  private boolean measured;
  private int round;
  private long began;

  private OpenGroup(
      List<OpenContender> contenders,
      Servers servers,
      List<OpenStrategy> strategies,
      BatchLimit limit,
      boolean warm) {
    this.limit = limit;
    this.warm = warm;
    this.contenders = contenders;
    this.servers = servers;
    this.strategies = strategies;
    schedule = Schedule.of(contendersOf(contenders));
  }

  /**
   * Starts the stub server, if an exchange uses a network, and all strategies, and warms them up.
   *
   * @param parameters those of {@code FanOutBenchmark}, by name
   * @param warm whether to wait until the score has stopped moving; if not, one batch of each
   *     contender opens its connections
   * @return a group that the caller closes
   * @throws BadOptionException if a parameter makes no sense
   */
  public static OpenGroup open(Map<String, String> parameters, boolean warm)
      throws InterruptedException {
    Group group = Group.parse(parameters);
    Servers servers = new Servers();
    Map<Object, OpenStrategy> strategies = new LinkedHashMap<>();
    BatchLimit limit = BatchLimit.start();
    boolean ready = false;
    try {
      for (Contender contender : largestFirst(group.contenders())) {
        strategies.computeIfAbsent(contender.opening(), _ -> OpenStrategy.open(contender, servers));
      }
      List<OpenContender> contenders =
          group.contenders().stream()
              .map(
                  one ->
                      new OpenContender(one, requireNonNull(strategies.get(one.opening())), limit))
              .toList();
      OpenGroup opened =
          new OpenGroup(contenders, servers, List.copyOf(strategies.values()), limit, warm);
      opened.issueUntimed();
      ready = true;
      return opened;
    } finally {
      if (!ready) {
        limit.close();
        close(strategies.values(), servers);
      }
    }
  }

  /** A larger pool of worker processes then serves those who need fewer. */
  private static List<Contender> largestFirst(List<Contender> contenders) {
    return contenders.stream()
        .sorted(Comparator.comparingInt(Contender::concurrency).reversed())
        .toList();
  }

  /**
   * Starts a new iteration.
   *
   * @param isMeasured whether it counts; one of JMH's warm-up meets the code that delays, sizes and
   *     ways of recording have of their own
   */
  public void beginIteration(boolean isMeasured) {
    measured = isMeasured;
    round = 0;
    contenders.forEach(OpenContender::beginIteration);
  }

  /** Prepares an invocation, outside the timed region. */
  public void beforeInvocation() {
    if (isPlain()) {
      contenders.getFirst().beforeBatch();
      began = System.nanoTime();
    }
  }

  /**
   * Issues one round, in which nobody may take part, or the one batch.
   *
   * @return the last batch, of this round or an earlier one
   * @throws IllegalStateException if a request failed; the message names the first
   */
  public Batch issue() throws InterruptedException {
    return isPlain() ? contenders.getFirst().issue() : issueRound();
  }

  /** Ends an invocation, outside the timed region. */
  public void afterInvocation() {
    if (isPlain()) {
      contenders.getFirst().afterBatch(System.nanoTime() - began);
    }
  }

  /** Leaves what a measured iteration showed for {@link LedgerProfiler}. */
  public void endIteration() {
    List<ContenderResult> results = new ArrayList<>();
    for (OpenContender contender : contenders) {
      BatchResults shown = contender.results();
      List<Figure> figures = new ArrayList<>(IterationFigures.of(shown));
      figures.add(new Figure(MetricName.WARM_LIMIT, reachedLimit ? 1 : 0));
      results.add(new ContenderResult(results.size(), shown, figures));
    }
    LedgerProfiler.publish(results);
  }

  private boolean isPlain() {
    return contenders.size() == 1;
  }

  private Batch issueRound() throws InterruptedException {
    for (int place : nextRound()) {
      OpenContender contender = contenders.get(place);
      contender.beforeBatch();
      long start = System.nanoTime();
      last = contender.issue();
      contender.afterBatch(System.nanoTime() - start);
    }
    return requireNonNull(last, "all take part in the first round");
  }

  /**
   * Returns the places of the contenders that take part in the next round, in their order: one
   * delay after the other, since the batch of a lone client takes longer after one that waited.
   */
  List<Integer> nextRound() {
    Map<Delay, List<Integer>> places = new LinkedHashMap<>();
    IntStream.range(0, contenders.size())
        .filter(this::takesPart)
        .forEach(place -> places.computeIfAbsent(delay(place), _ -> new ArrayList<>()).add(place));
    round++;
    List<List<Integer>> order = new ArrayList<>(places.values());
    Collections.shuffle(order, random);
    order.forEach(some -> Collections.shuffle(some, random));
    return order.stream().flatMap(List::stream).toList();
  }

  private Delay delay(int place) {
    return contenders.get(place).contender().server().delay();
  }

  private boolean takesPart(int place) {
    boolean isLong = schedule.batchNanos().get(place) > LONG_NANOS;
    return schedule.takesPart(place, round) && (measured || !isLong || allAreLong());
  }

  private boolean allAreLong() {
    return schedule.batchNanos().stream().allMatch(nanos -> nanos > LONG_NANOS);
  }

  private void issueUntimed() throws InterruptedException {
    if (!warm) {
      for (OpenContender contender : contenders) {
        contender.warm();
      }
      return;
    }
    Map<OpenStrategy, OpenContender> first = new LinkedHashMap<>();
    contenders.forEach(contender -> first.putIfAbsent(contender.strategy(), contender));
    List<OpenContender> warming = List.copyOf(first.values());
    GroupWarmup warmup = new GroupWarmup(warming, warmLimit(warming));
    reachedLimit = !warmup.warm();
    schedule = schedule.at(warmup.pace(), contendersOf(contenders));
  }

  private static List<Contender> contendersOf(List<OpenContender> contenders) {
    return contenders.stream().map(OpenContender::contender).toList();
  }

  private Duration warmLimit(List<OpenContender> warming) {
    long workers =
        strategies.stream().flatMap(open -> open.fanOut().workerPids().stream()).distinct().count();
    return GroupWarmup.limit(warming, workers, Runtime.getRuntime().availableProcessors());
  }

  @Override
  public void close() {
    limit.close();
    close(strategies, servers);
  }

  private static void close(Iterable<OpenStrategy> strategies, Servers servers) {
    try {
      strategies.forEach(OpenStrategy::close);
    } finally {
      servers.close();
    }
  }
}
