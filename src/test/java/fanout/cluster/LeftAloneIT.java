package fanout.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.Hazelcast;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.os.JvmCommand;
import fanout.strategy.Chunk;
import fanout.strategy.FanOutConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Members whose driver, or whose parent, was killed, or that are told to end. */
@Timeout(60)
final class LeftAloneIT {
  private static final int SIGTERM_EXIT = 128 + 15;
  private static final long POLL_NANOS = 10_000_000L;

  @TempDir private Path folder;

  @Test
  void aMemberClosesTheSessionOfADriverThatIsKilled() throws Exception {
    Path secret = MemberProcess.newSecret(folder);
    MemberAddress anyPort = new MemberAddress("127.0.0.1", 0);
    try (ClusterMember member =
        ClusterMember.start(
            new ClusterMember.Plan(anyPort, null, List.of()), Secret.read(secret), false)) {
      Sessions sessions = Sessions.of(Hazelcast.getAllHazelcastInstances().iterator().next());
      Process driver = start(HeldSession.class, member.address().toString(), secret.toString());
      try (BufferedReader out = driver.inputReader()) {
        assertThat(out.readLine()).isEqualTo("open");
        assertThat(sessions.count()).isOne();
        driver.destroyForcibly();
        while (sessions.count() > 0) {
          assertThat(Thread.interrupted()).as("the session is open still").isFalse();
          LockSupport.parkNanos(POLL_NANOS);
        }
      } finally {
        driver.destroyForcibly();
      }
    }
  }

  @Test
  void aMemberEndsWithTheTestThatStartedIt() throws Exception {
    Path secret = MemberProcess.newSecret(folder);
    Process parent = start(HeldMember.class, secret.toString());
    Optional<ProcessHandle> member = Optional.empty();
    try (BufferedReader out = parent.inputReader()) {
      member = ProcessHandle.of(Long.parseLong(out.readLine()));
      parent.destroyForcibly();
      member.orElseThrow().onExit().get(30, TimeUnit.SECONDS);
    } finally {
      member.ifPresent(ProcessHandle::destroyForcibly);
      parent.destroyForcibly();
    }
  }

  @Test
  void aMemberThatIsToldToEndReportsNoFailure() throws Exception {
    Path errors = folder.resolve("errors");
    try (MemberProcess member =
        MemberProcess.withHeap("512m", errors, MemberProcess.newSecret(folder))) {
      member.end();
      assertThat(member.awaitEnd()).isEqualTo(SIGTERM_EXIT);
      assertThat(errors).isEmptyFile();
    }
  }

  private static Process start(Class<?> main, String... words) throws IOException {
    return JvmCommand.of(main.getName()).withArguments(List.of(words)).toBuilder()
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** A driver that keeps its session. */
  static final class HeldSession {
    private HeldSession() {}

    public static void main(String[] args) throws InterruptedException {
      ClusterAccess access =
          new ClusterAccess(MemberAddress.parseAll(args[0]), Secret.read(Path.of(args[1])));
      ClusterPool.open(
          access, new FanOutConfig(1, ExchangeSpec.parse("null"), Target.NONE, Chunk.ONE));
      System.out.println("open");
      Thread.currentThread().join();
    }
  }

  /** A program that starts a member as tests do. */
  static final class HeldMember {
    private HeldMember() {}

    public static void main(String[] args) throws Exception {
      System.out.println(MemberProcess.start(Path.of(args[0])).pid());
      Thread.currentThread().join();
    }
  }
}
