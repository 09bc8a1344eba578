package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.exchange.ScriptedServer;
import fanout.exchange.SelfSigned;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar against a server that is not its own. */
@Timeout(240)
final class OwnTargetIT {
  private static final String[] CLIENTS = {
    "-p", "exchange=okhttp,jdk", "-p", "strategy=WORKER_PROCESSES,NETTY_EVENT_LOOP"
  };

  @TempDir private Path folder;

  @Test
  void theResultSaysWhichChecksWereOffAndHowOftenTheServerEndedConnections() throws Exception {
    String target;
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer::cuts)) {
      target = server.address();
      JarRun run = run(target, "-rff", "out.json");
      assertThat(run.exit()).as("%s", run.err()).isZero();
      assertThat(run.err()).anyMatch(line -> line.contains("ends a connection after 3 requests"));
      assertThat(String.join(" ", run.out().split("\\s+", -1)))
          .contains("2 at a time, okhttp, " + target)
          .contains("checked by their status only", "are not available")
          .contains("the server ends connections: about 1 in 3 requests opened one");
    }
    ResultEntry entry = ResultFile.read(folder.resolve("out.json")).entries().getFirst();
    assertThat(entry.params()).containsEntry("target", target);
    assertThat(entry.metric("stub.limited")).isEmpty();
    assertThat(entry.metric("cpu.stub")).isEmpty();
    assertThat(entry.metric("connections.new").orElseThrow().score()).isBetween(0.3, 0.4);
    assertThat(run(target, "-rff", "other.json").err())
        .singleElement()
        .asString()
        .contains(target, "does not answer");
    assertThat(folder.resolve("other.json")).doesNotExist();
  }

  @Test
  void certificatesAreThoseOfTheTrustStoreInForksAndWorkersToo() throws Exception {
    Path store = SelfSigned.makeIn(folder);
    try (ScriptedServer server =
        ScriptedServer.start(
            SelfSigned.sockets(store), InetAddress.ofLiteral("127.0.0.1"), ScriptedServer::keeps)) {
      String target = "https://127.0.0.1:" + server.port() + "/";
      String trusting =
          "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
              .formatted(store, SelfSigned.PASSWORD);
      JarRun untrusted = run(target, "-rff", "none.json");
      assertThat(untrusted.exit()).isEqualTo(2);
      assertThat(untrusted.err()).singleElement().asString().contains("PKIX", "--insecure");
      JarRun trusted =
          JarRun.withEnvironment(
              folder, Map.of("JAVA_TOOL_OPTIONS", trusting), words(target, CLIENTS));
      assertThat(trusted.exit()).as("%s", trusted.err()).isZero();
      JarRun insecure =
          run(target, "--insecure", "-p", "strategy=WORKER_PROCESSES", "-p", "exchange=jdk");
      assertThat(insecure.exit()).as("%s", insecure.err()).isZero();
    }
  }

  /** A stub that closes connections as it is told is no fault, and shows what a new one takes. */
  @Test
  void theResultSaysWhatANewConnectionTakes() throws Exception {
    String[] warm = {
      "-wi", "1", "-w", "100ms", "-p", "requests-per-connection=all,10", "-rff", "out.json"
    };
    JarRun run = run("stub", warm);
    assertThat(run.exit()).as("%s", run.err()).isZero();
    assertThat(ResultFile.read(folder.resolve("out.json")).entries())
        .extracting(entry -> entry.metric("connections.new").orElseThrow().score())
        .satisfiesExactlyInAnyOrder(
            kept -> assertThat(kept).isZero(),
            // A connection that is left over from one batch ends in the next.
            closed -> assertThat(closed).isBetween(0.09, 0.11));
    assertThat(String.join(" ", run.out().split("\\s+", -1)))
        .contains("requestsPerConnection 10: a new connection takes")
        .doesNotContain("requests opened a connection");
  }

  private JarRun run(String target, String... more) throws Exception {
    return JarRun.of(folder, words(target, more));
  }

  private static String[] words(String target, String... more) {
    List<String> words = new ArrayList<>(List.of("-f", "1", "-i", "1"));
    words.addAll(List.of("-r", "100ms", "-p", "delay=0", "-p", "concurrency=2"));
    words.addAll(List.of("-p", "requests=300", "-p", "target=" + target));
    words.addAll(List.of(more));
    if (!words.contains("-wi")) {
      words.addAll(List.of("-wi", "0"));
    }
    if (!String.join(" ", more).contains("strategy=")) {
      words.addAll(List.of("-p", "strategy=THREAD_POOL"));
    }
    return words.toArray(new String[0]);
  }
}
