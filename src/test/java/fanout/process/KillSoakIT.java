package fanout.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import fanout.ledger.Timeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Workers killed at random moments, over random channels, again and again. {@code
 * -Dfanout.kills=1000} for the long form.
 */
final class KillSoakIT {
  private static final int KILLS = Integer.getInteger("fanout.kills", 12);
  private static final List<ChannelKind> KINDS = List.of(ChannelKind.values());
  private static final int WORKERS = 2;
  private static final int REQUESTS = 300;
  private static final int MOST_DELAY_MILLIS = 25;
  private static final int REPORT_EACH = 100;

  /** Classes are loaded, and each channel's first pool opens what stays open. */
  private static final int WARM_KILLS = 6;

  /** A soak of a thousand may not even leave 8 KiB a kill behind. */
  private static final long SPARE_BYTES = 8 << 20;

  /** Far beyond what the slowest takes: a round that needs longer hangs. */
  private static final Duration HANGS_AFTER = Duration.ofSeconds(60);

  private static final StallWatch.Limits SOON =
      new StallWatch.Limits(Duration.ofMillis(20), 3, Duration.ofMinutes(2));

  private static final Set<Failure.Kind> EXPECTED =
      Set.of(Failure.Kind.WORKER_DIED, Failure.Kind.NOT_ISSUED, Failure.Kind.TIMEOUT);

  private final long seed = Long.getLong("fanout.seed", System.nanoTime());
  private final RandomGenerator random = new Random(seed);

  @Test
  void noKillMakesABatchHangOrLosesAnOutcome() throws Exception {
    System.out.println("-Dfanout.seed=" + seed);
    Set<Path> files = Processes.channelFiles();
    int during = 0;
    Footprint warm = Footprint.now();
    for (int kill = 1; kill <= KILLS; kill++) {
      Round round = new Round();
      boolean met = assertTimeoutPreemptively(HANGS_AFTER, round::run, round::toString);
      during += met ? 1 : 0;
      Processes.requireNothingLeft(files);
      if (kill == WARM_KILLS) {
        warm = Footprint.now();
      }
      if (kill % REPORT_EACH == 0 || kill == KILLS) {
        System.out.println(kill + " kills, " + during + " of them met by a batch; 0 hangs, 0 lost");
      }
    }
    assertThat(during).isPositive();
    warm.requireNoMoreNow(SPARE_BYTES);
  }

  private static boolean isTyped(Outcome outcome) {
    return switch (outcome) {
      case Reply reply -> true;
      case Failure failure -> EXPECTED.contains(failure.kind());
    };
  }

  /** One pool and one kill. */
  private final class Round {
    private final ChannelKind kind = KINDS.get(random.nextInt(KINDS.size()));
    private final int window = random.nextBoolean() ? 1 : 8;
    private final int chunk = 1 + random.nextInt(20);
    private final boolean timed = random.nextBoolean();
    private final boolean whileClosing = random.nextInt(4) == 0;
    private final String signal = List.of("KILL", "KILL", "TERM", "STOP").get(random.nextInt(4));
    private final int victim = random.nextInt(WORKERS);
    private final long delayNanos = random.nextLong(MOST_DELAY_MILLIS * 1_000_000L);
    private final String exchange = random.nextBoolean() ? "null" : "park:50us";

    /** Returns whether a batch met the kill; otherwise it came while the pool closed. */
    private Boolean run() throws Exception {
      CompletableFuture<Void> killed;
      boolean met = false;
      try (WorkerPool pool =
          WorkerPool.open(
              WORKERS,
              WorkerCommand.of(ExchangeSpec.parse(exchange), Target.NONE),
              new ChannelSpec(kind, window),
              SOON)) {
        long pid = pool.pids().get(victim);
        requireReplies(pool.issue(timeline(), chunk));
        killed = CompletableFuture.runAsync(() -> kill(pid));
        if (!whileClosing) {
          issueUntilItFails(pool);
          met = true;
        }
      }
      killed.join();
      return met;
    }

    private void issueUntilItFails(WorkerPool pool) throws InterruptedException {
      try {
        while (true) {
          requireReplies(pool.issue(timeline(), chunk));
        }
      } catch (WorkerDiedException e) {
        requireTyped(e.outcomes());
      }
    }

    private Timeline timeline() {
      return timed ? Timeline.recording(REQUESTS) : Timeline.off(REQUESTS);
    }

    private void kill(long pid) {
      LockSupport.parkNanos(delayNanos);
      try {
        new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void requireReplies(Outcome[] outcomes) {
      assertThat(outcomes).hasSize(REQUESTS);
      for (int number = 0; number < REQUESTS; number++) {
        assertThat(outcomes[number]).as("%s", this).isEqualTo(new Reply(number, 0, 0));
      }
    }

    private void requireTyped(List<Outcome> outcomes) {
      assertThat(outcomes).as("%s", this).hasSize(REQUESTS);
      for (int number = 0; number < REQUESTS; number++) {
        Outcome outcome = outcomes.get(number);
        assertThat(outcome.number()).as("%s", this).isEqualTo(number);
        assertThat(outcome).as("%s", this).matches(KillSoakIT::isTyped);
      }
    }

    @Override
    public String toString() {
      return "%s, window %d, chunk %d, timed %s, %s of worker %d after %d us%s, -Dfanout.seed=%d"
          .formatted(
              kind,
              window,
              chunk,
              timed,
              signal,
              victim,
              delayNanos / 1000,
              whileClosing ? " while closing" : "",
              seed);
    }
  }
}
