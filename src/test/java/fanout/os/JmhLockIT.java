package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The lock, held by another process. */
@Timeout(60)
final class JmhLockIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  @Test
  void waitsForWhoeverHasItAndSaysOnceWho() throws Exception {
    Path file = folder.resolve("jmh.lock");
    try (ChildProcess holder = holder(file)) {
      CompletableFuture<Void> taken =
          CompletableFuture.runAsync(() -> take(file, Integer.MAX_VALUE));
      assertThat(said.poll(30, TimeUnit.SECONDS))
          .isEqualTo(
              "waits for process %d of user %s, which holds JMH's lock %s (-Djmh.ignoreLock=true"
                      .formatted(holder.pid(), System.getProperty("user.name"), file)
                  + " does not wait)");
      assertThat(taken).isNotDone();
      holder.end(LIMIT);
      taken.get(30, TimeUnit.SECONDS);
    }
    assertThat(said).isEmpty();
  }

  @Test
  void saysAgainWhoHasIt() throws Exception {
    Path file = folder.resolve("jmh.lock");
    try (ChildProcess holder = holder(file)) {
      CompletableFuture<Void> taken = CompletableFuture.runAsync(() -> take(file, 1));
      for (int line = 0; line < 3; line++) {
        assertThat(said.poll(30, TimeUnit.SECONDS)).startsWith("waits for process " + holder.pid());
      }
      holder.end(LIMIT);
      taken.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    Path file = folder.resolve("jmh.lock");
    try (ChildProcess _ = holder(file)) {
      CompletableFuture<Thread> waiting = new CompletableFuture<>();
      CompletableFuture<Void> taken =
          CompletableFuture.runAsync(
              () -> {
                waiting.complete(Thread.currentThread());
                take(file, Integer.MAX_VALUE);
              });
      assertThat(said.poll(30, TimeUnit.SECONDS)).isNotNull();
      waiting.get(30, TimeUnit.SECONDS).interrupt();
      assertThatThrownBy(() -> taken.get(30, TimeUnit.SECONDS))
          .hasRootCauseInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void makesTheFileForEveryUserAndTakesWhatNobodyHas() throws Exception {
    Path file = folder.resolve("jmh.lock");
    for (int time = 0; time < 2; time++) {
      JmhLock.take(file, said::add).close();
      assertThat(Files.getPosixFilePermissions(file).toString()).contains("OTHERS_WRITE");
    }
    assertThat(said).isEmpty();
  }

  @Test
  void refusesALinkToNowhere() throws Exception {
    Path file = Files.createSymbolicLink(folder.resolve("jmh.lock"), folder.resolve("nowhere"));
    assertTimeoutPreemptively(
        LIMIT,
        () ->
            assertThatIOException()
                .isThrownBy(() -> JmhLock.take(file, said::add).close())
                .withMessage(file + ": JMH's lock is a link to a file that is not there"));
  }

  private void take(Path file, int looksBetweenLines) {
    try {
      JmhLock.take(file, said::add, looksBetweenLines).close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static ChildProcess holder(Path file) throws Exception {
    JvmCommand command =
        JvmCommand.of(Holder.class.getName()).withArguments(List.of(file.toString()));
    ChildProcess holder = ChildProcess.start("holder", command);
    new Dialogue(holder).await(LIMIT);
    return holder;
  }

  /** Another run, until its standard input ends. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] args) throws Exception {
      ParentLink parent = ParentLink.open();
      try (JmhLock _ = JmhLock.take(Path.of(args[0]), line -> {})) {
        parent.say("holds it");
        var _ = parent.hear();
      }
    }
  }
}
