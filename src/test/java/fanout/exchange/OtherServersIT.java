package fanout.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fanout.exchange.Client.Result;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;

/** Servers that are not ours, as they are: each client gets along with all of them. */
@Timeout(60)
final class OtherServersIT {
  private static final int REQUESTS = 200;
  private static final int CONCURRENCY = 8;
  private static final Duration LONG = Duration.ofSeconds(40);
  private static final String NGINX =
      """
      pid nginx.pid;
      events {}
      http {
        access_log off;
        gzip on;
        gzip_min_length 1;
        gzip_types *;
        client_body_temp_path body;
        proxy_temp_path proxy;
        fastcgi_temp_path fastcgi;
        uwsgi_temp_path uwsgi;
        scgi_temp_path scgi;
        server { listen %s; location / { return 200 "as it is"; } }
        server { listen %s http2; location / { return 200 "as it is"; } }
      }
      """;
  private static final Pattern ADDRESS = Pattern.compile("http://127[^)]*");

  private static Path certificate = Path.of("");

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    certificate = SelfSigned.makeIn(folder);
  }

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

  /** All of it comes at once, so that the event loop reads it before it connects anew. */
  @Test
  void takesNoReplyFromAConnectionThatWasGivenUp() throws Exception {
    String unasked = "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno";
    ScriptedServer.Script script =
        place -> new ScriptedServer.Answer(ScriptedServer.announces(1, 1).text() + unasked, true);
    try (ScriptedServer server = ScriptedServer.start(script)) {
      Result result = Client.NETTY.issue(server.address(), 3, 1);
      assertThat(result.failures()).isEmpty();
      assertThat(result.connectionsOpened()).isEqualTo(3);
    }
  }

  /** As of {@code localhost} in two families of addresses, of which a server has the second. */
  @ParameterizedTest
  @EnumSource(Client.class)
  void findsAServerAtAnotherAddressOfItsNameByOneLookup(Client client) throws Exception {
    InetAddress first = InetAddress.ofLiteral("127.0.0.2");
    InetAddress second = InetAddress.ofLiteral("127.0.0.1");
    List<String> lookups = new CopyOnWriteArrayList<>();
    Peer.Names usual = Peer.names;
    Peer.names =
        host -> {
          lookups.add(host);
          return new InetAddress[] {first, second};
        };
    try (ScriptedServer server = ScriptedServer.start(ScriptedServer::keeps)) {
      String two = named("two", client);
      String authority = two + ":" + server.port();
      assertThat(client.issue("http://" + authority + "/{n}", 2, 1).failures()).isEmpty();
      assertThat(server.heads())
          .hasSize(2)
          .allSatisfy(head -> assertThat(head).containsIgnoringCase("Host: " + authority + "\r"))
          .last()
          .asString()
          .startsWith("GET /1 ");
      assertThat(lookups).containsExactly(two);
    } finally {
      Peer.names = usual;
    }
  }

  /** A name and port are looked up once in a JVM, and a port may come again. */
  private static String named(String host, Client client) {
    String own = client.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return "%s.%s.invalid".formatted(host, own);
  }

  /** The certificate is not for the address, and nobody else could look that name up. */
  @ParameterizedTest
  @EnumSource(Client.class)
  void aCertificateIsForTheNameOfTheTargetWhichIsLookedUpOnce(Client client, @TempDir Path folder)
      throws Exception {
    String one = named("one", client);
    String other = named("other", client);
    Path store = SelfSigned.makeIn(folder, "dns:" + one);
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    List<String> lookups = new CopyOnWriteArrayList<>();
    Peer.Names usual = Peer.names;
    try (ScriptedServer server =
        ScriptedServer.start(SelfSigned.sockets(store), here, ScriptedServer::keeps)) {
      Peer.names =
          host -> {
            lookups.add(host);
            return new InetAddress[] {here};
          };
      System.setProperty("javax.net.ssl.trustStore", store.toString());
      System.setProperty("javax.net.ssl.trustStorePassword", SelfSigned.PASSWORD);
      String authority = one + ":" + server.port();
      assertThat(client.issue("https://" + authority + "/", REQUESTS, CONCURRENCY).failures())
          .isEmpty();
      assertThat(server.heads().getFirst()).containsIgnoringCase("Host: " + authority + "\r");
      assertThat(client.issue("https://" + other + ":" + server.port() + "/", 1, 1).failures())
          .singleElement()
          .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.CONNECTION))
          .extracting(Failure::detail)
          .asString()
          .containsAnyOf(other, "127.0.0.1");
      assertThat(lookups).containsExactly(one, other);
    } finally {
      Peer.names = usual;
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  @ParameterizedTest
  @EnumSource(Client.class)
  void trustsACertificateOnlyIfTold(Client client) throws Exception {
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    try (ScriptedServer server =
        ScriptedServer.start(SelfSigned.sockets(certificate), here, ScriptedServer::announces)) {
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

  /** Each reply is heralded by a 103. */
  @RepeatedTest(5)
  void opensTheNextConnectionAfterAGoAway() throws Exception {
    try (GoAwayServer server = new GoAwayServer(10)) {
      Result result = Client.inThreads("h2c", Target.parse(server.address()), 100, CONCURRENCY);
      assertThat(result.failures()).isEmpty();
      assertThat(result.connectionsOpened()).isGreaterThanOrEqualTo(10);
    }
  }

  /** OkHttp gives a shared connection that broke to each call until its reader has seen the end. */
  @Test
  void waitsForTheReaderOfASharedConnectionThatBroke() throws Exception {
    long brokenUntil = System.nanoTime() + Duration.ofMillis(200).toNanos();
    Request request = new Request.Builder().url("http://127.0.0.1/").build();
    Response reply =
        new Response.Builder()
            .request(request)
            .protocol(Protocol.H2_PRIOR_KNOWLEDGE)
            .code(204)
            .message("")
            .build();
    OkHttpClient client =
        new OkHttpClient.Builder()
            .addInterceptor(new Reconnecting(Protocol.H2_PRIOR_KNOWLEDGE))
            .addInterceptor(
                _ -> {
                  if (System.nanoTime() < brokenUntil) {
                    throw new SocketException("Broken pipe");
                  }
                  return reply;
                })
            .build();
    try (Response response = client.newCall(request).execute()) {
      assertThat(response.code()).isEqualTo(204);
    }
  }

  /** Others may have used up a shared connection that a call has opened. */
  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "H2_PRIOR_KNOWLEDGE"})
  void triesOnceToConnectAndAFewTimesOnConnectionsOfItsOwn(Protocol protocol) {
    assertThat(attempts(protocol, false, new ConnectException())).isEqualTo(1);
    assertThat(attempts(protocol, false, new SSLHandshakeException("PKIX"))).isEqualTo(1);
    assertThat(attempts(protocol, true, new SocketException("Broken pipe")))
        .isEqualTo(protocol == Protocol.HTTP_1_1 ? 1 : 10);
  }

  private static int attempts(Protocol protocol, boolean connects, IOException failure) {
    AtomicInteger attempts = new AtomicInteger();
    OkHttpClient client =
        new OkHttpClient.Builder()
            .addInterceptor(new Reconnecting(protocol))
            .addInterceptor(
                chain -> {
                  attempts.incrementAndGet();
                  if (connects) {
                    Reconnecting.Opened.by(chain.call());
                  }
                  throw failure;
                })
            .build();
    Request request = new Request.Builder().url("http://127.0.0.1/").build();
    assertThatThrownBy(() -> client.newCall(request).execute()).isSameAs(failure);
    return attempts.get();
  }

  /** 100 and 1000 are usual of servers; the probe issues 20 at a time. */
  @ParameterizedTest
  @CsvSource({
    "announces, 3, ANNOUNCED,",
    "cuts, 3, UNANNOUNCED,",
    "isOld, 1, ANNOUNCED,",
    "100, 100, ANNOUNCED,",
    "1000, 1000, ANNOUNCED,",
    "keeps, 1100, NONE,",
    "idles, 1100, NONE, PT5S"
  })
  void tellsHowLongAServerKeepsConnections(
      String script, int requests, KeepAlive.End end, @Nullable Duration idle) throws Exception {
    try (ScriptedServer server = ScriptedServer.start(script(script))) {
      assertThat(KeepAlive.of(Target.parse(server.address()), 1_100, LONG))
          .isEqualTo(new KeepAlive(requests, end, Optional.ofNullable(idle)));
    }
  }

  @ParameterizedTest
  @CsvSource({"10, 10, ANNOUNCED", "1000, 1000, ANNOUNCED", "2000, 1100, NONE"})
  void tellsHowLongAServerOfHttp2KeepsConnections(int has, int requests, KeepAlive.End end)
      throws Exception {
    try (GoAwayServer server = new GoAwayServer(has)) {
      assertThat(KeepAlive.ofHttp2(Target.parse(server.address()), 1_100, LONG))
          .isEqualTo(new KeepAlive(requests, end, Optional.empty()));
    }
  }

  /** As it seems to a client whose classes are loaded for it on a busy machine. */
  @Test
  void countsTheTimeFromTheFirstReplyOn() throws Exception {
    Duration limit = Duration.ofMillis(500);
    ScriptedServer.Script script =
        place -> {
          LockSupport.parkNanos(place == 1 ? limit.multipliedBy(2).toNanos() : 0);
          return ScriptedServer.announces(place);
        };
    try (ScriptedServer server = ScriptedServer.start(script)) {
      assertThat(KeepAlive.of(Target.parse(server.address()), 1_100, limit))
          .isEqualTo(new KeepAlive(3, KeepAlive.End.ANNOUNCED, Optional.empty()));
    }
  }

  @Test
  void tellsHowFarItGotWhereTheTimeIsUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 100, InetAddress.ofLiteral("127.0.0.1"))) {
      Target target = Target.parse("http://127.0.0.1:" + silent.getLocalPort() + "/");
      assertThat(KeepAlive.of(target, 1_100, Duration.ofMillis(100))).isEqualTo(KeepAlive.UNSEEN);
    }
  }

  @Test
  void tellsThatPythonsServerKeepsNone(@TempDir Path folder) throws Exception {
    Process python;
    try {
      python =
          new ProcessBuilder("python3", "-u", "-m", "http.server", "--bind", "127.0.0.1", "0")
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new TestAbortedException("there is no python3", e);
    }
    try (BufferedReader said = python.inputReader()) {
      Matcher address = ADDRESS.matcher(String.valueOf(said.readLine()));
      assertThat(address.find()).isTrue();
      assertThat(KeepAlive.of(Target.parse(address.group()), 1_100, LONG))
          .isEqualTo(new KeepAlive(1, KeepAlive.End.ANNOUNCED, Optional.empty()));
    } finally {
      python.destroy();
    }
  }

  /** It ends a connection after 1000 requests: says so in HTTP/1.1, and by a GOAWAY in HTTP/2. */
  @Test
  void takesNginxAsItIs(@TempDir Path folder) throws Exception {
    int requests = 1_100;
    int connections = 2;
    KeepAlive usual = new KeepAlive(1_000, KeepAlive.End.ANNOUNCED, Optional.empty());
    String http1 = "127.0.0.1:" + freePort();
    String http2 = "127.0.0.1:" + freePort();
    Files.writeString(folder.resolve("nginx.conf"), NGINX.formatted(http1, http2));
    nginx(folder);
    try {
      for (Client client : Client.values()) {
        Result result = client.issue("http://" + http1 + "/", requests, 1);
        assertThat(result.failures()).as("%s", client).isEmpty();
        assertThat(result.connectionsOpened()).as("%s", client).isEqualTo(connections);
      }
      Target target = Target.parse("http://" + http2 + "/");
      Result result = Client.inThreads("h2c", target, requests, CONCURRENCY);
      assertThat(result.failures()).isEmpty();
      assertThat(result.connectionsOpened()).isGreaterThanOrEqualTo(connections);
      assertThat(KeepAlive.of(Target.parse("http://" + http1 + "/"), 1_100, LONG)).isEqualTo(usual);
      assertThat(KeepAlive.ofHttp2(target, 1_100, LONG)).isEqualTo(usual);
    } finally {
      nginx(folder, "-s", "stop");
    }
  }

  /** Comes back when its ports are open. */
  private static void nginx(Path folder, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("nginx", "-p", folder.toString()));
    words.addAll(List.of("-c", "nginx.conf", "-e", "error.log"));
    words.addAll(List.of(more));
    try {
      assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
    } catch (IOException e) {
      throw new TestAbortedException("there is no nginx", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return free.getLocalPort();
    }
  }

  private static ScriptedServer.Script script(String name) {
    return switch (name) {
      case "announces" -> ScriptedServer::announces;
      case "cuts" -> ScriptedServer::cuts;
      case "isOld" -> ScriptedServer::isOld;
      case "keeps" -> ScriptedServer::keeps;
      case "idles" -> ScriptedServer::idles;
      default -> place -> ScriptedServer.announces(place, Integer.parseInt(name));
    };
  }
}
