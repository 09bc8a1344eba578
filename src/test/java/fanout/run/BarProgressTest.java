package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.Suite;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.options.TimeValue;

final class BarProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Ticker ticker = new Ticker();
  private Duration now = Duration.ZERO;

  /** Ticks when it is told to. */
  private static final class Ticker extends ScheduledThreadPoolExecutor {
    private final List<Runnable> ticks = new ArrayList<>();

    Ticker() {
      super(0);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(
        Runnable tick, long delay, long period, TimeUnit unit) {
      ticks.add(tick);
      return schedule(() -> {}, 1, TimeUnit.DAYS);
    }
  }

  /** Keeps what a run says that it does. */
  private static final class Said implements Progress {
    private final List<String> phases = new ArrayList<>();

    @Override
    public void phase(String phase) {
      phases.add(BarProgress.brief(phase));
    }

    @Override
    public void legEnds(String label) {}

    @Override
    public void close() {}
  }

  @Test
  void cutsAPhaseThatThereIsNoRoomFor() {
    assertThat(BarProgress.brief("fork 1/5 measuring")).isEqualTo("fork 1/5 measuring");
    assertThat(BarProgress.brief("x".repeat(100))).hasSize(BarProgress.MOST_OF_PHASE).endsWith("~");
  }

  @Test
  void whatTheDefaultSuiteDoesIsNotCutOff() {
    RunPlan plan = RunPlan.of(RunOptions.parse(List.of("-wi", "1", "-i", "1"), Suite.DEFAULT));
    Said said = new Said();
    ProgressOutput output =
        new ProgressOutput(said, plan, new TimeLeft(plan), OutputStream.nullOutputStream());
    for (IterationType type : List.of(IterationType.WARMUP, IterationType.MEASUREMENT)) {
      IterationParams iteration = new IterationParams(type, 1, TimeValue.NONE, 1);
      output.iteration(null, iteration, 1);
      output.iterationResult(null, iteration, 1, null);
    }
    assertThat(said.phases)
        .satisfiesExactly(
            warming -> assertThat(warming).startsWith("fork 1/5 warming up, group "),
            measuring -> assertThat(measuring).startsWith("fork 1/5 measuring, group "));
  }

  @Test
  void advancesWhileTheRunStaysInOnePhase() {
    TimeLeft left = new TimeLeft(Duration.ofSeconds(100), () -> now.toNanos());
    try (BarProgress bar = new BarProgress(terminal(), left, ticker)) {
      bar.phase("fork 1/5 warming up");
      for (int seconds = 10; seconds <= 30; seconds += 10) {
        now = Duration.ofSeconds(seconds);
        ticker.ticks.forEach(Runnable::run);
        bar.redraw();
      }
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).containsSubsequence(" 10%", " 20%", " 30%");
  }

  @Test
  void thePhaseIsWholeWithinEightyColumns() {
    TimeLeft left = new TimeLeft(Duration.ofHours(2), () -> 0);
    try (BarProgress bar = new BarProgress(terminal(), left, ticker)) {
      bar.phase("fork 10/10 warming up");
      bar.redraw();
    }
    List<String> drawn =
        bytes
            .toString(StandardCharsets.UTF_8)
            .lines()
            .flatMap(line -> line.strip().lines())
            .toList();
    assertThat(drawn).anyMatch(line -> line.contains("fork 10/10 warming up"));
    assertThat(drawn).allMatch(line -> line.length() < 80);
  }

  private PrintStream terminal() {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
