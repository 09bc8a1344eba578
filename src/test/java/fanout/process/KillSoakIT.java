package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import fanout.process.ProcessPool.OnWorkerDeath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Workers killed or stopped at random moments, over random channels, again and again. {@code
 * -Dfanout.kills=1000} for the long form.
 */
final class KillSoakIT {
  private static final int KILLS = Integer.getInteger("fanout.kills", 8);
  private static final List<ChannelKind> KINDS = List.of(ChannelKind.values());
  private static final int WORKERS = 2;
  private static final int TASKS = 300;
  private static final int MOST_DELAY_MILLIS = 25;
  private static final int REPORT_EACH = 100;

  /** Classes are loaded, and each channel's first pool opens what stays open. */
  private static final int WARM_KILLS = 6;

  /** A soak of a thousand may not even leave 8 KiB a kill behind. */
  private static final long SPARE_BYTES = 8 << 20;

  /** Far beyond what the slowest takes: a round that needs longer hangs. */
  private static final Duration HANGS_AFTER = Duration.ofSeconds(60);

  private final long seed = Long.getLong("fanout.seed", System.nanoTime());
  private final RandomGenerator random = new Random(seed);

  @Test
  void noKillMakesAPoolHangOrLeavesAFutureOpen() throws Exception {
    System.out.println("-Dfanout.seed=" + seed);
    Footprint warm = Footprint.now();
    for (int kill = 1; kill <= KILLS; kill++) {
      Round round = new Round();
      assertTimeoutPreemptively(HANGS_AFTER, round::run, round::toString);
      Processes.requireNothingLeft();
      if (kill == WARM_KILLS) {
        warm = Footprint.now();
      }
      if (kill % REPORT_EACH == 0 || kill == KILLS) {
        System.out.println(kill + " kills; 0 hangs, 0 lost");
      }
    }
    warm.requireNoMoreNow(SPARE_BYTES);
  }

  /** One pool and one kill. */
  private final class Round {
    private final ChannelKind kind = KINDS.get(random.nextInt(KINDS.size()));
    private final int window = random.nextBoolean() ? 1 : 8;
    private final int chunk = 1 + random.nextInt(20);
    private final boolean replaced = random.nextBoolean();
    private final boolean whileClosing = random.nextInt(4) == 0;
    private final String signal = List.of("KILL", "KILL", "TERM", "STOP").get(random.nextInt(4));
    private final int victim = random.nextInt(WORKERS);
    private final long delayNanos = random.nextLong(MOST_DELAY_MILLIS * 1_000_000L);

    private void run() throws Exception {
      CompletableFuture<Void> killed;
      List<CompletableFuture<Long>> all = new ArrayList<>();
      try (ProcessPool pool =
          ProcessPool.builder(WORKERS)
              .channels(new ChannelSpec(kind, window))
              .onWorkerDeath(replaced ? OnWorkerDeath.REPLACE : OnWorkerDeath.BREAK)
              .open()) {
        long pid = pool.pids().get(victim);
        killed = CompletableFuture.runAsync(() -> kill(pid));
        if (!whileClosing) {
          workUntilItFails(pool, all);
        }
      }
      killed.join();
      for (int number = 0; number < all.size(); number++) {
        requireTyped(all.get(number), number % TASKS);
      }
    }

    private void workUntilItFails(ProcessPool pool, List<CompletableFuture<Long>> all)
        throws InterruptedException {
      List<Integer> numbers = IntStream.range(0, TASKS).boxed().toList();
      List<Long> squares = numbers.stream().map(number -> (long) number * number).toList();
      try {
        while (true) {
          numbers.forEach(number -> all.add(pool.submit(Tasks.Square.class, number)));
          assertThat(pool.map(Tasks.Square.class, numbers, chunk))
              .as("%s", this)
              .isEqualTo(squares);
          if (replaced && all.stream().anyMatch(CompletableFuture::isCompletedExceptionally)) {
            return;
          }
        }
      } catch (WorkerDiedException e) {
        assertThat(e.summary()).as("%s", this).contains("worker " + victim);
      }
    }

    private void requireTyped(CompletableFuture<Long> future, int number) {
      assertThat(future).as("%s", this).isDone();
      try {
        assertThat(future.join()).as("%s", this).isEqualTo((long) number * number);
      } catch (CompletionException e) {
        assertThat(e).as("%s", this).hasCauseInstanceOf(WorkerDiedException.class);
      }
    }

    private void kill(long pid) {
      LockSupport.parkNanos(delayNanos);
      try {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public String toString() {
      return "%s, window %d, chunk %d, replaced %s, %s of worker %d after %d us%s, -Dfanout.seed=%d"
          .formatted(
              kind,
              window,
              chunk,
              replaced,
              signal,
              victim,
              delayNanos / 1000,
              whileClosing ? " while closing" : "",
              seed);
    }
  }
}
