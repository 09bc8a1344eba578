package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fanout.cli.StartedRun.Part;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Another process on the port by which JMH's fork reports to the program. */
@Timeout(240)
final class JmhLinkIT {
  private static final String HOST = "127.0.0.1";

  @TempDir private Path folder;

  @Test
  void aRunSaysThatAStrangerCameBeforeTheFork() throws Exception {
    int port = freePort();
    try (StartedRun run = onPort(port, "-i", "1000")) {
      try (Socket _ = connect(run, port)) {
        assertThat(run.exit()).isEqualTo(2);
      }
      assertThat(run.failure())
          .isEqualTo(
              "fanout: another process connected to JMH's link at 127.0.0.1, where the fork was"
                  + " expected");
      assertThat(folder.resolve("out.json")).doesNotExist();
    }
  }

  @Test
  void aStrangerWhoComesAfterTheForkChangesNothing() throws Exception {
    int port = freePort();
    try (StartedRun run = onPort(port, "-i", "10")) {
      run.awaitStart(Part.STUB);
      try (Socket _ = new Socket(InetAddress.ofLiteral(HOST), port)) {
        assertThat(run.exit()).as(run.err()).isZero();
      }
    }
  }

  @Test
  void theLinkIsNotWhereASearchOfTheUsualAddressFindsIt() throws Exception {
    try (StartedRun run = StartedRun.of(folder, "-p", "strategy=SINGLE_THREAD", "-i", "1000")) {
      List<String> words = StartedRun.words(run.awaitStart(Part.FORK).pid());
      int port = Integer.parseInt(words.getLast());
      assertThat(words.get(words.size() - 2)).startsWith("127.").isNotEqualTo(HOST);
      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(() -> new Socket(InetAddress.ofLiteral(HOST), port).close());
    }
  }

  private StartedRun onPort(int port, String... words) throws IOException {
    List<String> before =
        List.of(
            "-Djmh.link.port=" + port,
            "-Djmh.link.address=" + HOST,
            "-jar",
            JarRun.JAR.toString(),
            "-p",
            "strategy=SINGLE_THREAD");
    return StartedRun.of(folder, Map.of(), before, words);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral(HOST))) {
      return socket.getLocalPort();
    }
  }

  /** Connects as soon as there is somebody; the fork's JVM takes longer to start. */
  private static Socket connect(StartedRun run, int port) throws IOException {
    while (run.handle().isAlive()) {
      try {
        return new Socket(InetAddress.ofLiteral(HOST), port);
      } catch (ConnectException e) {
        LockSupport.parkNanos(100_000);
      }
    }
    throw new AssertionError("the run has ended: " + run.err());
  }
}
