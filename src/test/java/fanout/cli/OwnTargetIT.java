package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import fanout.results.ResultEntry;
import fanout.results.ResultFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar against a server that is not its own. */
@Timeout(240)
final class OwnTargetIT {
  @TempDir private Path folder;

  @Test
  void theResultSaysWhichChecksWereOff() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    String target = "http://127.0.0.1:" + server.getAddress().getPort() + "/any";
    try {
      JarRun run = run(target, "-rff", "out.json");
      assertThat(run.exit()).as("%s", run.err()).isZero();
      assertThat(String.join(" ", run.out().split("\\s+", -1)))
          .contains("c = 2, okhttp, " + target)
          .contains("checked by their status only", "are not available");
    } finally {
      server.stop(0);
    }
    ResultEntry entry = ResultFile.read(folder.resolve("out.json")).entries().getFirst();
    assertThat(entry.params()).containsEntry("target", target);
    assertThat(entry.metric("stub.limited")).isEmpty();
    assertThat(entry.metric("cpu.stub")).isEmpty();
    assertThat(run(target, "-rff", "other.json").err())
        .singleElement()
        .asString()
        .contains(target, "does not answer");
    assertThat(folder.resolve("other.json")).doesNotExist();
  }

  private JarRun run(String target, String first, String second) throws Exception {
    return JarRun.of(
        folder,
        "-f",
        "1",
        "-wi",
        "1",
        "-i",
        "1",
        "-w",
        "100ms",
        "-r",
        "100ms",
        "-p",
        "delay=0",
        "-p",
        "concurrency=2",
        "-p",
        "strategy=THREAD_POOL",
        "-p",
        "target=" + target,
        first,
        second);
  }
}
