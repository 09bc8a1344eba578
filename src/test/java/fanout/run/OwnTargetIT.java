package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import fanout.ledger.Timeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is not ours: it carries no request's number and answers with other lengths. */
@Timeout(60)
final class OwnTargetIT {
  private static final int REQUESTS = 20;

  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          boolean found = !exchange.getRequestURI().getPath().equals("/gone");
          byte[] body = exchange.getRequestURI().toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(found ? 203 : 404, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"okhttp", "jdk"})
  void takesEveryReplyWhoseStatusIsGood(String exchange) throws Exception {
    TrialConfig config =
        TrialConfig.parse("THREAD_POOL", REQUESTS, 2, "0", exchange, "1")
            .withTarget(address("/item/{n}"));
    try (Contender contender = Contender.open(config)) {
      assertThat(contender.issue(Timeline.off(REQUESTS)).outcomes()).hasSize(REQUESTS);
      assertThat(contender.stub()).isEmpty();
    }
    assertThat(asked).hasSize(REQUESTS).contains("/item/0", "/item/19");
  }

  @Test
  void asksOneAddressWhereNoPlaceForTheNumberIsGiven() throws Exception {
    TrialConfig config =
        TrialConfig.parse("WORKER_PROCESSES", REQUESTS, 2, "0", "okhttp", "1")
            .withTarget(address("/all?q=1"));
    try (Contender contender = Contender.open(config)) {
      contender.issue(Timeline.off(REQUESTS));
    }
    assertThat(asked).containsExactly("/all?q=1");
  }

  @Test
  void aPlanIsRefusedWhoseServerAnswersWithAnotherStatus() {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> OwnTarget.requireReachable(plan(address("/gone"))))
        .withMessageContaining("/gone: does not answer: expected status 200 to 299, got 404");
    OwnTarget.requireReachable(plan(address("/here")));
  }

  @Test
  void aPlanIsRefusedWhoseServerIsNotThere() {
    String address = address("/");
    server.stop(0);
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> OwnTarget.requireReachable(plan(address)))
        .withMessageContaining(address)
        .withMessageContaining("does not answer: ConnectException");
  }

  @ParameterizedTest
  @CsvSource({
    "delay=2ms, okhttp, only the stub server can be told to wait",
    "delay=0, park:1ms, the exchange must use a network"
  })
  void refusesWhatOnlyTheStubCanDo(String delay, String exchange, String expected) {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(
            () -> plan("-p", "target=" + address("/"), "-p", delay, "-p", "exchange=" + exchange))
        .withMessageContaining(expected);
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  private static RunPlan plan(String address) {
    return plan("-p", "delay=0", "-p", "target=" + address);
  }

  private static RunPlan plan(String... words) {
    return RunPlan.of(RunOptions.parse(List.of(words)).forRunner());
  }
}
