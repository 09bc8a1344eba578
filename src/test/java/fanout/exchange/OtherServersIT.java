package fanout.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import fanout.exchange.Client.Result;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that are not ours, as they are: each client gets along with all of them. */
@Timeout(60)
final class OtherServersIT {
  private static final int REQUESTS = 200;
  private static final int CONCURRENCY = 8;

  static Stream<Arguments> clientsAndEnds() {
    return Arrays.stream(Client.values())
        .flatMap(
            client ->
                Stream.of(
                    Arguments.of(client, "announces", 3),
                    Arguments.of(client, "cuts", 3),
                    Arguments.of(client, "isOld", 1)));
  }

  @ParameterizedTest
  @MethodSource("clientsAndEnds")
  void opensTheNextConnectionWhenTheServerEndsOne(Client client, String end, int most)
      throws Exception {
    try (ScriptedServer server = ScriptedServer.start(script(end))) {
      Result result = client.issue(server.address(), REQUESTS, CONCURRENCY);
      assertThat(result.failures()).isEmpty();
      assertThat(result.connectionsOpened())
          .isGreaterThanOrEqualTo(Math.ceilDiv(REQUESTS, most))
          .isLessThanOrEqualTo(REQUESTS);
    }
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void keepsTheConnectionsOfAServerThatKeepsThem(Client client) throws Exception {
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer::keeps)) {
      Result result = client.issue(server.address(), REQUESTS, CONCURRENCY);
      assertThat(result.failures()).isEmpty();
      assertThat(result.connectionsOpened())
          .isEqualTo(server.connections())
          .isBetween(1L, (long) CONCURRENCY);
    }
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void passesOverInterimReplies(Client client) throws Exception {
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer::hints)) {
      assertThat(client.issue(server.address(), REQUESTS, CONCURRENCY).outcomes())
          .allSatisfy(
              outcome ->
                  assertThat(outcome)
                      .isInstanceOfSatisfying(
                          Reply.class, reply -> assertThat(reply.status()).isEqualTo(200)));
    }
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void saysWhereARedirectLeads(Client client) throws Exception {
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer::redirects)) {
      assertThat(client.issue(server.address(), 1, 1).failures())
          .singleElement()
          .extracting(Failure::detail)
          .asString()
          .contains("got 302 to /login");
    }
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void asksForBodiesAsTheyAre(Client client) throws Exception {
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer::keeps)) {
      client.issue(server.address(), 1, 1);
      assertThat(server.heads())
          .singleElement()
          .satisfies(
              head ->
                  assertThat(head.toLowerCase(Locale.ROOT).lines())
                      .filteredOn(line -> line.startsWith("accept-encoding"))
                      .containsExactly("accept-encoding: identity"));
    }
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void findsAServerInTheOtherFamilyOfAddresses(Client client) throws Exception {
    InetAddress second = InetAddress.ofLiteral("::1");
    assumeThat(InetAddress.getAllByName("localhost")).hasSizeGreaterThan(1).contains(second);
    try (ScriptedServer server =
        ScriptedServer.start(ServerSocketFactory.getDefault(), second, ScriptedServer::keeps)) {
      String authority = "localhost:" + server.port();
      assertThat(client.issue("http://" + authority + "/{n}", 2, 1).failures()).isEmpty();
      assertThat(server.heads())
          .hasSize(2)
          .allSatisfy(head -> assertThat(head).containsIgnoringCase("Host: " + authority + "\r"))
          .last()
          .asString()
          .startsWith("GET /1 ");
    }
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void trustsACertificateOnlyIfTold(Client client, @TempDir Path folder) throws Exception {
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    try (ScriptedServer server =
        ScriptedServer.start(
            SelfSigned.sockets(SelfSigned.makeIn(folder)), here, ScriptedServer::announces)) {
      String target = "https://127.0.0.1:" + server.port() + "/";
      assertThat(client.issue(target, 1, 1).failures())
          .singleElement()
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONNECTION))
          .extracting(Failure::detail)
          .asString()
          .contains("PKIX");
      System.setProperty(Tls.INSECURE, "true");
      Result result = client.issue(target, REQUESTS, CONCURRENCY);
      assertThat(result.failures()).isEmpty();
      assertThat(result.connectionsOpened()).isGreaterThanOrEqualTo(REQUESTS / 3);
    } finally {
      System.clearProperty(Tls.INSECURE);
    }
  }

  /** At once, for each takes as long as an exchange waits. */
  @Test
  void issuesNothingMoreOnceARequestHasTimedOut() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"));
        ExecutorService threads = Executors.newCachedThreadPool()) {
      String target = "http://127.0.0.1:" + silent.getLocalPort() + "/";
      List<Future<Result>> results = new ArrayList<>();
      for (Client client : Client.values()) {
        results.add(threads.submit(() -> client.issue(target, REQUESTS, CONCURRENCY)));
      }
      for (Future<Result> result : results) {
        assertThat(result.get().failures())
            .hasSize(REQUESTS)
            .filteredOn(failure -> failure.kind() != Failure.Kind.NOT_ISSUED)
            .hasSizeBetween(1, CONCURRENCY)
            .allSatisfy(failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.TIMEOUT));
      }
    }
  }

  @RepeatedTest(5)
  void opensTheNextConnectionAfterAGoAway() throws Exception {
    try (GoAwayServer server = new GoAwayServer(10)) {
      Result result = Client.inThreads("h2c", Target.parse(server.address()), 100, CONCURRENCY);
      assertThat(result.failures()).isEmpty();
      assertThat(result.connectionsOpened()).isGreaterThanOrEqualTo(10);
    }
  }

  @Test
  void tellsHowLongAServerKeepsConnections() throws Exception {
    assertThat(keepAlive("announces")).isEqualTo(new KeepAlive(3, KeepAlive.End.ANNOUNCED));
    assertThat(keepAlive("cuts")).isEqualTo(new KeepAlive(3, KeepAlive.End.UNANNOUNCED));
    assertThat(keepAlive("isOld")).isEqualTo(new KeepAlive(1, KeepAlive.End.ANNOUNCED));
    assertThat(keepAlive("keeps")).isEqualTo(KeepAlive.UNENDED);
    try (GoAwayServer server = new GoAwayServer(10)) {
      Target target = Target.parse(server.address());
      assertThat(KeepAlive.ofHttp2(target, 50, Duration.ofSeconds(20)))
          .isEqualTo(new KeepAlive(10, KeepAlive.End.ANNOUNCED));
    }
  }

  private static KeepAlive keepAlive(String script) throws IOException, InterruptedException {
    try (ScriptedServer server = ScriptedServer.start(script(script))) {
      return KeepAlive.of(Target.parse(server.address()), 50, Duration.ofSeconds(20));
    }
  }

  private static ScriptedServer.Script script(String name) {
    return switch (name) {
      case "announces" -> ScriptedServer::announces;
      case "cuts" -> ScriptedServer::cuts;
      case "isOld" -> ScriptedServer::isOld;
      default -> ScriptedServer::keeps;
    };
  }
}
