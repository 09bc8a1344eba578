package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import fanout.exchange.GoAwayServer;
import fanout.exchange.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is not ours: it carries no request's number and answers with other lengths. */
@Timeout(60)
final class OwnServerIT {
  private static final int REQUESTS = 20;

  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private final AtomicInteger replies = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          replies.incrementAndGet();
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
    issue("strategy=THREAD_POOL", "exchange=" + exchange, "target=" + address("/item/{n}"));
    assertThat(asked).hasSize(REQUESTS).contains("/item/0", "/item/19");
  }

  @Test
  void asksOneAddressWhereNoPlaceForTheNumberIsGiven() throws Exception {
    issue("strategy=WORKER_PROCESSES", "target=" + address("/all?q=1"));
    assertThat(asked).containsExactly("/all?q=1");
  }

  @Test
  void aServerIsRefusedThatAnswersWithAnotherStatus() throws Exception {
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> requireReachable(address("/gone")))
        .withMessageContaining(
            "/gone: does not answer okhttp: expected status 200 to 299, got 404");
    requireReachable(address("/here"));
  }

  @Test
  void aServerIsRefusedThatIsNotThere() {
    String address = address("/");
    server.stop(0);
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> requireReachable(address))
        .withMessageContaining(address)
        .withMessageContaining("does not answer okhttp: ConnectException");
  }

  @Test
  void aServerOfHttp1IsRefusedToAClientOfHttp2() throws Exception {
    try (ScriptedServer http1 = ScriptedServer.start(ScriptedServer::keeps)) {
      assertThatExceptionOfType(BadOptionException.class)
          .isThrownBy(() -> requireReachable(http1.address(), "exchange=h2c"))
          .withMessageContaining("does not answer h2c")
          .withMessageContaining("must speak HTTP/2 without TLS")
          .withMessageNotContaining("null");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exchange=jdk", "strategy=NETTY_EVENT_LOOP"})
  void aServerOfHttp2IsRefusedToAClientOfHttp1(String client) throws Exception {
    try (GoAwayServer http2 = new GoAwayServer(10)) {
      assertThatExceptionOfType(BadOptionException.class)
          .isThrownBy(() -> requireReachable(http2.address(), client))
          .withMessageContaining("does not answer " + client.substring(client.indexOf('=') + 1))
          .withMessageMatching("[^\\p{Cntrl}\\\\]*");
      assertThat(requireReachable(http2.address(), "exchange=h2c"))
          .singleElement()
          .asString()
          .contains("ends a connection after 10 requests, by a GOAWAY");
    }
  }

  @Test
  void saysHowLongTheServerKeepsConnections() throws Exception {
    try (ScriptedServer old = ScriptedServer.start(ScriptedServer::isOld);
        ScriptedServer idling = ScriptedServer.start(ScriptedServer::idles);
        ScriptedServer cutting = ScriptedServer.start(ScriptedServer::cuts)) {
      assertThat(requireReachable(old.address()))
          .singleElement()
          .asString()
          .contains(old.address(), "ends a connection after 1 request, as its reply says");
      assertThat(requireReachable(idling.address()))
          .anyMatch(note -> note.contains("ends a connection that is idle for 5s, as its reply"));
      assertThat(requireReachable(cutting.address()))
          .singleElement()
          .asString()
          .contains("ends a connection after 3 requests, without saying so");
    }
    assertThat(requireReachable(address("/")))
        .noneMatch(note -> note.contains("ends a connection"));
  }

  /** The server sees no more than one batch of each contender before JMH's iterations. */
  @Test
  void oneBatchIsIssuedWhereNothingIsToBeWarmedUp() throws Exception {
    Contender contender =
        Contenders.with("requests=" + REQUESTS, "concurrency=2", "target=" + address("/item"));
    OpenGroup.open(new Group("1", List.of(contender)).parameters(), false).close();
    assertThat(replies).hasValue(REQUESTS);
  }

  private static List<String> requireReachable(String address, String... more)
      throws InterruptedException {
    String[] all = Arrays.copyOf(more, more.length + 1);
    all[more.length] = "target=" + address;
    return new TargetProbe(false).require(List.of(Contenders.with(all)));
  }

  private static void issue(String... parameters) throws InterruptedException {
    String[] all = Arrays.copyOf(parameters, parameters.length + 2);
    all[parameters.length] = "requests=" + REQUESTS;
    all[parameters.length + 1] = "concurrency=2";
    Contender contender = Contenders.with(all);
    try (Servers servers = new Servers();
        OpenStrategy strategy = OpenStrategy.open(contender, servers)) {
      assertThat(new OpenContender(contender, strategy, BatchLimit.start()).issue().outcomes())
          .hasSize(REQUESTS);
      assertThat(strategy.stub()).isEmpty();
    }
  }

  private String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }
}
