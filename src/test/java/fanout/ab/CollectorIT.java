package fanout.ab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import fanout.os.ChildProcess;
import fanout.os.Dialogue;
import fanout.os.JmhLock;
import fanout.os.JvmCommand;
import fanout.results.RowKey;
import fanout.stats.Criteria;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class CollectorIT {
  private static final String WRITE =
      "w() { while [ $# -gt 0 ]; do [ \"$1\" = -rff ] && out=$2; shift; done; printf"
          + " '[{\"benchmark\": \"b.c\", \"mode\": \"avgt\", \"primaryMetric\": {\"score\": 1,"
          + " \"scoreUnit\": \"ns/op\", \"rawData\": [[1]]}}]' > \"$out\"; }; ";

  @TempDir private Path directory;

  @Test
  void endsTheRunningForkWithItsChildrenWhenClosedAndKeepsWhatIsComplete() throws Exception {
    Path child = directory.resolve("child");
    Path count = directory.resolve("count");
    String hangsAtTheSixth =
        WRITE
            + "f() { echo x >> %2$s; if [ $(wc -l < %2$s) -ge 6 ]; then sleep 4242 & echo $! > %1$s.tmp; mv %1$s.tmp %1$s; wait; fi; w \"$@\"; }; f"
                .formatted(child, count);
    CountDownLatch fifth = new CountDownLatch(5);
    Interleaving plan = plan(hangsAtTheSixth, hangsAtTheSixth);
    Collector collector = new Collector(plan, line -> fifth.countDown());
    try {
      CompletableFuture<Collection> collecting =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return collector.collect(Units.whole());
                } catch (Exception stopped) {
                  throw new IllegalStateException(stopped);
                }
              });
      assertThat(fifth.await(30, TimeUnit.SECONDS)).isTrue();
      awaitFile(child);
      collector.close();
      assertThatThrownBy(() -> collecting.get(30, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class);
    } finally {
      collector.close();
    }
    long pid = Long.parseLong(Files.readString(child).strip());
    assertThat(ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)).isFalse();
    assertThat(directory.resolve("out/a.json")).isNotEmptyFile();
    assertThat(directory.resolve("out/pairing.json")).content().contains("\"block\" : 1");
  }

  @Test
  void givesUpAfterThreeFailuresInARow() throws Exception {
    Path count = directory.resolve("count");
    String failsFromTheFifthOn =
        WRITE
            + "f() { echo x >> %1$s; [ $(wc -l < %1$s) -lt 5 ] || { echo worn out; exit 9; }; w \"$@\"; }; f"
                .formatted(count);
    try (Collector collector =
        new Collector(plan(failsFromTheFifthOn, failsFromTheFifthOn), line -> {})) {
      assertThatThrownBy(() -> collector.collect(Units.whole()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("fork 7, ")
          .hasMessageContaining("exit code 9; its last words: worn out");
    }
  }

  @Test
  void refusesACommandThatRunsAnotherRowBesideTheOneAskedFor() throws Exception {
    String hidden = WRITE.replace("\"mode\"", "\"params\": {\"n\": \"2\"}, \"mode\"") + "w";
    Units units =
        Units.ofRows(List.of(new RowKey("b.c", "avgt", new TreeMap<>(Map.of("n", "1")), 1)));
    try (Collector collector = new Collector(plan(hidden, hidden), line -> {})) {
      assertThatThrownBy(() -> collector.collect(units))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("ran b.c (n=2) [avgt] beside b.c (n=1) [avgt]: parameters with");
    }
  }

  @Test
  void tellsBeforeTheFirstForkHasRunHowLongAllTake() throws Exception {
    Path told = directory.resolve("told");
    String waits =
        WRITE
            + "f() { echo '# Run progress: 0.00%% complete, ETA 00:01:40'; while [ ! -e %s ]; do sleep 0.05; done; w \"$@\"; }; f"
                .formatted(told);
    List<String> said = new ArrayList<>();
    try (Collector collector =
        new Collector(
            plan(waits, waits),
            line -> {
              said.add(line);
              write(told);
            })) {
      collector.collect(Units.whole());
    }
    assertThat(said.getFirst())
        .isEqualTo(
            "about 67 min in all, about half where rows are soon decided;"
                + " the time limit ends it after 5 min");
  }

  @Test
  void waitsForAnotherRunOfJmh() throws Exception {
    Path lock = Files.writeString(directory.resolve("jmh.lock"), "held");
    List<String> said = new ArrayList<>();
    try (ChildProcess holder = holder(lock);
        Collector collector =
            new Collector(
                plan(locked(lock), locked(lock)),
                line -> {
                  said.add(line);
                  if (said.size() == 1) {
                    release(lock, holder);
                  }
                })) {
      assertThat(collector.collect(Units.whole()).failures()).isEmpty();
      assertThat(said.getFirst())
          .startsWith("waits for process %d of user ".formatted(holder.pid()))
          .contains("which holds JMH's lock " + lock);
    }
  }

  /** A run of this program would wait itself, where nobody sees what it says. */
  @Test
  void waitsForAnotherRunBeforeAForkBegins() throws Exception {
    Path lock = Files.writeString(directory.resolve("jmh.lock"), "held");
    Path begun = directory.resolve("begun");
    String command = WRITE + "f() { echo x >> %s; w \"$@\"; }; f".formatted(begun);
    List<String> said = new ArrayList<>();
    List<Boolean> early = new ArrayList<>();
    try (ChildProcess holder = holder(lock);
        var _ = new Property("java.io.tmpdir", directory.toString());
        var _ = new Property(JmhLock.IGNORED, "false");
        Collector collector =
            new Collector(
                plan(command, command),
                line -> {
                  said.add(line);
                  if (said.size() == 1) {
                    early.add(Files.exists(begun));
                    release(lock, holder);
                  }
                })) {
      assertThat(collector.collect(Units.whole()).failures()).isEmpty();
      assertThat(said.getFirst())
          .startsWith("waits for process %d of user ".formatted(holder.pid()));
      assertThat(early).containsExactly(false);
    }
  }

  /** A property of this JVM with another value for a while. */
  private record Property(String name, String value, @Nullable String before)
      implements AutoCloseable {
    Property(String name, String value) {
      this(name, value, System.setProperty(name, value));
    }

    @Override
    public void close() {
      if (before == null) {
        System.clearProperty(name);
      } else {
        System.setProperty(name, before);
      }
    }
  }

  @Test
  void waitsNoLongerForAnotherRunWhenClosed() throws Exception {
    Path lock = Files.writeString(directory.resolve("jmh.lock"), "held");
    CompletableFuture<Collector> open = new CompletableFuture<>();
    try (ChildProcess _ = holder(lock);
        Collector collector =
            new Collector(plan(locked(lock), locked(lock)), line -> open.join().close())) {
      open.complete(collector);
      assertThatThrownBy(() -> collector.collect(Units.whole()))
          .isInstanceOf(InterruptedException.class);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  /**
   * A command that ends as JMH does where another run has its lock, while its file is not empty.
   */
  private static String locked(Path lock) {
    return WRITE
        + "f() { if [ -s %1$s ]; then echo 'ERROR: Another JMH instance might be running. Unable to acquire the JMH lock (%1$s), exiting.'; exit 1; fi; w \"$@\"; }; f"
            .formatted(lock);
  }

  private static ChildProcess holder(Path lock) throws Exception {
    JvmCommand command =
        JvmCommand.of("fanout.os.JmhLockIT$Holder").withArguments(List.of(lock.toString()));
    ChildProcess holder = ChildProcess.start("holder", command);
    new Dialogue(holder).await(Duration.ofSeconds(30));
    return holder;
  }

  private static void write(Path empty) {
    try {
      Files.writeString(empty, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void release(Path lock, ChildProcess holder) {
    write(lock);
    try {
      holder.end(Duration.ofSeconds(30));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Interleaving plan(String a, String b) {
    return new Interleaving(
        new Interleaving.Commands(a, b, false, List.of(), Set.of()),
        10,
        1,
        new Interleaving.Limits(Duration.ofMinutes(5), Duration.ofMinutes(1)),
        Criteria.DEFAULT,
        directory.resolve("out"));
  }

  /** The file appears in one step, soon after the fork that makes it has begun. */
  private static void awaitFile(Path file) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          while (!Files.exists(file)) {
            Thread.onSpinWait();
          }
        });
  }
}
