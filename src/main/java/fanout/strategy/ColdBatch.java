package fanout.strategy;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Outcome;
import fanout.exchange.Target;
import fanout.os.CpuClock;
import fanout.process.Feed;
import fanout.process.PoolBuilder;
import fanout.process.ProcessPool;
import fanout.process.StartedWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Processes as a simple program uses them: start some, let them do the work, join them. Each issues
 * first the request that bears its own index, as soon as it is ready and whether or not the others
 * are; further ones go, one at a time, to whoever is free.
 *
 * @param beganNanos before the first process was started
 * @param joinedNanos when the last had ended, and the threads that served them too
 * @param workers the course of each worker, by index
 * @param repliedNanos for each request when its outcome was in the caller's process
 * @param outcomes for each request what became of it
 */
public record ColdBatch(
    long beganNanos,
    long joinedNanos,
    List<Course> workers,
    List<Long> repliedNanos,
    List<Outcome> outcomes) {
  /**
   * The course of one worker process's life, on the one clock that caller and workers read.
   *
   * @param started when the process was asked for and when it ran its program
   * @param mainNanos when the first code of its own ran
   * @param openNanos when its classes were loaded and its client open
   * @param firstReplyNanos when its first reply was in the caller's process
   * @param lastReplyNanos when its last reply was there
   * @param cpuToFirst its processor time in ns until its first reply; empty if it cannot be read
   * @param cpuToLast its processor time in ns until its last reply; empty if it cannot be read
   */
  public record Course(
      StartedWorker started,
      long mainNanos,
      long openNanos,
      long firstReplyNanos,
      long lastReplyNanos,
      OptionalLong cpuToFirst,
      OptionalLong cpuToLast) {}

  private static final Duration LIMIT = Duration.ofMinutes(2);

  /**
   * Starts workers, issues requests, and ends the workers.
   *
   * @param workers how many, at least 1
   * @param requests how many, at least as many as workers
   * @param jvmOptions what is done for their early start
   * @throws fanout.process.WorkerDiedException if a worker dies; no process is left
   * @throws InterruptedException if interrupted; no process is left
   */
  public static ColdBatch issue(
      int workers, int requests, ExchangeSpec exchange, Target target, List<String> jvmOptions)
      throws InterruptedException {

    PoolBuilder builder =
        ProcessPool.builder(workers)
            .jvmOptions(jvmOptions)
            .initializer(IssueRequests.Open.class, IssueRequests.Open.argument(exchange, target))
            .closeLimit(LIMIT)
            .withoutWaiting();
    Requesting feed = new Requesting(workers, requests);
    long began = System.nanoTime();
    List<List<Long>> moments;
    try (ProcessPool pool = builder.open()) {
      feed.started = pool.started();
      pool.run(IssueRequests.class, feed, LIMIT);
      moments = momentsOf(pool, workers);
    }
    long joined = System.nanoTime();
    return new ColdBatch(
        began, joined, feed.courses(moments), feed.repliedNanos(), List.of(feed.outcomes));
  }

  private static List<List<Long>> momentsOf(ProcessPool pool, int workers)
      throws InterruptedException {
    Moments feed = new Moments(workers);
    pool.run(IssueRequests.Moment.class, feed, LIMIT);
    return Arrays.asList(feed.moments);
  }

  /** Each worker's first request, which has its index, and then all others. */
  private static final class Requesting implements Feed<WorkerRequests, WorkerReplies> {
    private final Outcome[] outcomes;
    private final long[] replied;
    private final long[] last;
    private final OptionalLong[] cpuToFirst;
    private final OptionalLong[] cpuToLast;
    private final boolean[] begun;
    private List<StartedWorker> started = List.of();
    private int cursor;

    Requesting(int workers, int requests) {
      outcomes = new Outcome[requests];
      replied = new long[requests];
      last = new long[workers];
      cpuToFirst = new OptionalLong[workers];
      cpuToLast = new OptionalLong[workers];
      begun = new boolean[workers];
      cursor = workers;
    }

    @Override
    public int size() {
      return outcomes.length;
    }

    @Override
    public @Nullable WorkerRequests next(int worker) {
      int number = begun[worker] ? cursor : worker;
      if (number >= outcomes.length) {
        return null;
      }
      cursor += begun[worker] ? 1 : 0;
      begun[worker] = true;
      return new WorkerRequests(false, new int[] {number}, worker);
    }

    @Override
    public void take(WorkerRequests requests, WorkerReplies replies) {
      long now = System.nanoTime();
      int worker = requests.worker();
      int number = requests.numbers()[0];
      outcomes[number] = replies.outcomes()[0];
      replied[number] = now;
      last[worker] = now;
      cpuToLast[worker] = CpuClock.nanos(started.get(worker).pid());
      if (number == worker) {
        cpuToFirst[worker] = cpuToLast[worker];
      }
    }

    List<Long> repliedNanos() {
      return Arrays.stream(replied).boxed().toList();
    }

    List<Course> courses(List<List<Long>> moments) {
      List<Course> courses = new ArrayList<>();
      for (int worker = 0; worker < last.length; worker++) {
        courses.add(
            new Course(
                started.get(worker),
                moments.get(worker).getFirst(),
                moments.get(worker).getLast(),
                replied[worker],
                last[worker],
                cpuToFirst[worker],
                cpuToLast[worker]));
      }
      return courses;
    }
  }

  /** Asks each worker when it began. */
  private static final class Moments implements Feed<Integer, List<Long>> {
    private final List<Long>[] moments;
    private final boolean[] asked;

    @SuppressWarnings({"unchecked", "rawtypes"})
    Moments(int workers) {
      moments = new List[workers];
      asked = new boolean[workers];
    }

    @Override
    public int size() {
      return moments.length;
    }

    @Override
    public @Nullable Integer next(int worker) {
      boolean again = asked[worker];
      asked[worker] = true;
      return again ? null : worker;
    }

    @Override
    public void take(Integer worker, List<Long> result) {
      moments[worker] = result;
    }
  }
}
