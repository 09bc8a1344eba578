package fanout.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import fanout.Delay;
import fanout.exchange.Exchange;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StubProcessIT {
  private static final StubConfig PLAIN = StubConfig.withDefaults();
  private static final int MANY = 10_000;
  private static final int SPARE_FILES = 500;

  @ParameterizedTest
  @CsvSource({"STATUS, STATUS", "RESET, CONNECTION", "TRUNCATE, TRUNCATED", "WRONG_LENGTH, LENGTH"})
  void itsFaultsReachAClientAsTheRightFailures(Fault fault, Failure.Kind kind) {
    try (StubProcess stub = StubProcess.start(PLAIN.withFaults(Faults.parse(fault + "=0.5")));
        Exchange exchange = okHttpTo(stub.uri())) {
      for (int number = 0; number < 50; number++) {
        Outcome outcome = exchange.issue(number);
        boolean faulty = Faults.parse(fault + "=0.5").faultFor(number, PLAIN.seed()).isPresent();

        assertThat(outcome.number()).isEqualTo(number);
        assertThat(outcome instanceof Failure failure ? failure.kind() : null)
            .isEqualTo(faulty ? kind : null);
      }
    }
  }

  @Test
  void reportsAndForgetsDelayErrors() {
    try (StubProcess stub = StubProcess.start(PLAIN.withDelay(Delay.parse("1ms")));
        Exchange exchange = okHttpTo(stub.uri())) {
      for (int number = 0; number < 20; number++) {
        assertThat(exchange.issue(number)).isInstanceOf(Reply.class);
      }
      StubReport report = stub.report();
      stub.resetDelayErrors();

      assertThat(report.answered()).isEqualTo(20);
      assertThat(report.connectionsAccepted()).isEqualTo(1);
      assertThat(report.connectionsAccepted()).isEqualTo(1);
      assertThat(report.delaysMeasured()).isEqualTo(20);
      assertThat(report.delayErrorP99Nanos()).isPositive();
      assertThat(stub.report().delaysMeasured()).isZero();
    }
  }

  @Test
  void changesItsDelayWhenTold() {
    try (StubProcess stub = StubProcess.start(PLAIN.withDelay(Delay.parse("1ms")));
        Exchange exchange = okHttpTo(stub.uri())) {
      stub.setDelay(Delay.NONE);
      assertThat(exchange.issue(0)).isInstanceOf(Reply.class);
      assertThat(stub.report().delaysMeasured()).isZero();

      stub.setDelay(Delay.parse("exp:1ms"));
      assertThat(exchange.issue(1)).isInstanceOf(Reply.class);
      assertThat(stub.report().delaysMeasured()).isEqualTo(1);
    }
  }

  @Test
  void holdsTenThousandConnections() throws IOException {
    assumeThat(maxOpenFiles())
        .as("open files allowed; raise 'ulimit -n' to run this test")
        .isGreaterThan(MANY + SPARE_FILES);
    List<RawClient> clients = new ArrayList<>(MANY);
    try (StubProcess stub = StubProcess.start(PLAIN)) {
      for (int i = 0; i < MANY; i++) {
        clients.add(RawClient.to(stub.uri()));
      }
      for (int i = 0; i < MANY; i++) {
        clients.get(i).send(RawClient.get(i));
      }
      for (int i = 0; i < MANY; i++) {
        assertThat(clients.get(i).reply()).contains("Request-Number: " + i + "\r\n");
      }

      assertThat(stub.report().connectionsAccepted()).isEqualTo(MANY);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void endsWhenItIsClosedAndNotBefore() {
    StubProcess stub = StubProcess.start(PLAIN);
    ProcessHandle handle = ProcessHandle.of(stub.pid()).orElseThrow();
    assertThat(handle.isAlive()).isTrue();

    stub.close();
    stub.close();

    assertThat(handle.isAlive()).isFalse();
    assertThatThrownBy(stub::report)
        .isInstanceOf(StubException.class)
        .hasMessageContaining("exited with code 0");
  }

  @Test
  void saysHowItEndedWhenItWasKilled() {
    try (StubProcess stub = StubProcess.start(PLAIN)) {
      ProcessHandle handle = ProcessHandle.of(stub.pid()).orElseThrow();
      handle.destroyForcibly();
      handle.onExit().join();

      assertThatThrownBy(stub::report)
          .isInstanceOf(StubException.class)
          .hasMessageContaining("was killed by SIGKILL (9)");
    }
  }

  @Test
  void saysThatAPortIsInUse() {
    try (StubProcess stub = StubProcess.start(PLAIN)) {
      int port = stub.uri().getPort();
      StubConfig same = new StubConfig(port, Delay.NONE, 32, Faults.NONE, 1, 0, false);

      assertThatThrownBy(() -> StubProcess.start(same).close())
          .isInstanceOf(StubException.class)
          .hasMessage("port " + port + " is in use");
    }
  }

  @Test
  void endsWhenItsParentIsKilledEvenIfBusy() throws Exception {
    Process parent = startParent();
    String[] told = parent.inputReader().readLine().split(" ", -1);
    ProcessHandle stub = ProcessHandle.of(Long.parseLong(told[0])).orElseThrow();
    try (Exchange exchange = okHttpTo(URI.create(told[1]))) {
      assertThat(exchange.issue(0)).isInstanceOf(Reply.class);
      Thread client = Thread.ofPlatform().start(() -> issueUntilFailure(exchange));

      parent.destroyForcibly();

      stub.onExit().get(30, TimeUnit.SECONDS);
      client.join();
    } finally {
      stub.destroyForcibly();
    }
  }

  private static void issueUntilFailure(Exchange exchange) {
    Outcome outcome = exchange.issue(1);
    while (outcome instanceof Reply) {
      outcome = exchange.issue(1);
    }
  }

  private static Process startParent() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            StubParent.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Exchange okHttpTo(URI server) {
    return ExchangeSpec.parse("okhttp").open(new Target(server, PLAIN.bodyBytes()), 10);
  }

  private static long maxOpenFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : 0;
  }
}
