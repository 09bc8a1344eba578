package fanout.cli;

import fanout.Delay;
import fanout.stub.Faults;
import fanout.stub.StubConfig;
import fanout.stub.StubException;
import fanout.stub.StubServer;
import java.util.List;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The stub server alone, in this process, for use with wrk, curl and the like. */
@Command(
    name = "stub",
    description = "Serves the stub alone, on the loopback interface, until interrupted.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  java -jar target/benchmarks.jar stub --port 8080",
      "  java -jar target/benchmarks.jar stub --delay 2ms --body 1024",
      "      answers 1024 bytes after 2 ms",
      "  java -jar target/benchmarks.jar stub --delay lognormal:2ms:20ms",
      "      p50 is 2 ms, p99 is 20 ms",
      "  java -jar target/benchmarks.jar stub --fault status=0.01 --fault reset=0.005",
      "",
      "A request for /7 is number 7: its reply says so in the header Request-Number."
    })
final class StubCommand extends Subcommand {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "TCP port; 0 (the default) lets the system choose.")
  private int port;

  @Option(
      names = "--delay",
      paramLabel = "DELAY",
      defaultValue = "0",
      description = "Wait before each reply: " + Delay.FORMS + ". Default: ${DEFAULT-VALUE}.")
  private String delay = "";

  @Option(
      names = "--body",
      paramLabel = "BYTES",
      defaultValue = "32",
      description = "Length of each reply's body. Default: ${DEFAULT-VALUE}.")
  private int bodyBytes;

  @Option(
      names = "--tls",
      description = "Speak TLS, with a certificate signed by itself for 127.0.0.1 and localhost.")
  private boolean tls;

  @Option(
      names = "--fault",
      paramLabel = "KIND=SHARE",
      description = {
        "Fail a share of the requests; may be given several times.",
        "KIND is status, reset, stall, truncate or wrong-length; SHARE is from 0 to 1."
      })
  private List<String> faults = List.of();

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Which request meets which delay and which fault. Default: ${DEFAULT-VALUE}.")
  private long seed;

  /**
   * Serves until the process is told to end.
   *
   * @return never 0 in practice: a signal ends the process with the signal's exit code
   * @throws StubException if the server cannot start or ends by itself
   */
  @Override
  public Integer call() throws InterruptedException {
    try (StubServer server = StubServer.start(config())) {
      print("listening on %s%n".formatted(server.uri()));
      server.ended().get();
      return 0;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof StubException failure ? failure : new IllegalStateException(e);
    }
  }

  private StubConfig config() {
    try {
      Faults all = faults.isEmpty() ? Faults.NONE : Faults.parse(String.join(",", faults));
      return new StubConfig(port, Delay.parse(delay), bodyBytes, all, seed, 0, tls);
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage(), e);
    }
  }
}
