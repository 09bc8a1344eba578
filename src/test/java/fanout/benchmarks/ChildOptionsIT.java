package fanout.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.ledger.Timeline;
import fanout.process.ChannelKind;
import fanout.process.ChannelSpec;
import fanout.strategy.Chunk;
import fanout.strategy.FanOut;
import fanout.strategy.FanOutConfig;
import fanout.strategy.Strategy;
import fanout.stub.StubConfig;
import fanout.stub.StubProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of child starts and works under whatever options its parent was given. */
@Timeout(120)
final class ChildOptionsIT {
  private static final String OK = "all children work";

  @TempDir private Path folder;

  /** PORT is a free port, FILE a file of the test's. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JAVA_TOOL_OPTIONS|-Xms256m -Xmx1g -XX:+UseLargePages",
        "JAVA_TOOL_OPTIONS|-XX:+UseZGC -Xlog:gc -Xlog:safepoint",
        "JAVA_TOOL_OPTIONS|-XX:+UseParallelGC -Xlog:gc:file=FILE"
            + " -agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:PORT",
        "JAVA_TOOL_OPTIONS|-Dcom.sun.management.jmxremote.port=PORT"
            + " -Dcom.sun.management.jmxremote.authenticate=false"
            + " -Dcom.sun.management.jmxremote.ssl=false",
        "JDK_JAVA_OPTIONS|-Xms256m -Xmx1g -XX:+UseParallelGC -Xlog:gc",
        "_JAVA_OPTIONS|-Xms256m -Xmx1g -XX:+UseZGC -Xlog:gc",
        "|-Xms256m -Xmx1g -XX:+UseZGC -Xlog:gc:file=FILE -Dcom.sun.management.jmxremote.port=PORT"
            + " -Dcom.sun.management.jmxremote.authenticate=false"
            + " -Dcom.sun.management.jmxremote.ssl=false",
      })
  void allChildrenStartAndWork(String variable, String options) throws Exception {
    String filled =
        options
            .replace("PORT", Integer.toString(freePort()))
            .replace("FILE", folder.resolve("gc.log").toString());
    Path out = folder.resolve("out");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(variable == null ? List.of(filled.split(" ")) : List.of());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Parent.class.getName()));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().putAll(variable == null ? Map.of() : Map.of(variable, filled));
    Process parent = builder.start();
    try {
      assertThat(parent.waitFor(100, TimeUnit.SECONDS)).isTrue();
    } finally {
      parent.destroyForcibly();
    }
    assertThat(Files.readString(out)).contains(OK);
    assertThat(parent.exitValue()).isZero();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Starts one child of each kind and makes it do something. */
  static final class Parent {
    private static final int ROUND_TRIPS = 300; // more than a byte has values

    private Parent() {}

    public static void main(String[] args) throws Exception {
      try (StubProcess stub = StubProcess.start(StubConfig.withDefaults());
          FanOut workers = Strategy.WORKER_PROCESSES.open(config(stub));
          EchoProcess socket = EchoProcess.overSocket();
          EchoProcess pipes = EchoProcess.overPipes()) {
        for (int trip = 0; trip < ROUND_TRIPS; trip++) {
          socket.make();
          pipes.make();
        }
        int failures = workers.issue(Timeline.off(20)).failures().size();
        System.out.println(failures == 0 ? OK : failures + " requests failed");
      }
    }

    private static FanOutConfig config(StubProcess stub) {
      return new FanOutConfig(
          1,
          ExchangeSpec.parse("okhttp"),
          new Target(stub.uri(), StubConfig.withDefaults().bodyBytes()),
          Chunk.parse("1"),
          new ChannelSpec(ChannelKind.PIPE, 1),
          number -> 0);
    }
  }
}
