package fanout.stub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fanout.Delay;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StubServerIT {
  private static final StubConfig PLAIN = StubConfig.withDefaults();

  @Test
  void answersWithTheRequestsNumberAndABodyOfTheLengthAskedFor() throws IOException {
    try (StubServer server = StubServer.start(PLAIN.withBodyBytes(1000));
        RawClient client = RawClient.to(server.uri())) {
      String head = client.send(RawClient.get(2_147_483_647)).head();

      assertThat(head)
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("Content-Length: 1000\r\n")
          .contains("Request-Number: 2147483647\r\n");
      assertThat(client.body(1000)).matches("x{1000}");
      assertThat(client.send(RawClient.get(0)).reply()).contains("Request-Number: 0\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"/,0", "/7?a=b,7", "/seven,0", "/007,7", "http://stub:80/7,7", "*,0"})
  void findsTheNumberInEveryFormOfTarget(String target, int number) throws IOException {
    try (StubServer server = StubServer.start(PLAIN);
        RawClient client = RawClient.to(server.uri())) {
      client.send("GET " + target + " HTTP/1.1\r\nHost: stub\r\n\r\n");

      assertThat(client.reply()).contains("Request-Number: " + number + "\r\n");
    }
  }

  @Test
  void understandsARequestThatComesByteByByte() throws IOException {
    try (StubServer server = StubServer.start(PLAIN);
        RawClient client = RawClient.to(server.uri())) {
      for (char c : RawClient.get(7).toCharArray()) {
        client.send(String.valueOf(c));
      }

      assertThat(client.reply()).contains("Request-Number: 7\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "exp:2ms"})
  void answersPipelinedRequestsInTheirOrder(String delay) throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int number = 0; number < 300; number++) {
      requests.append(RawClient.get(number));
    }
    try (StubServer server = StubServer.start(PLAIN.withDelay(Delay.parse(delay)));
        RawClient client = RawClient.to(server.uri())) {
      client.send(requests.toString());

      for (int number = 0; number < 300; number++) {
        assertThat(client.reply()).contains("Request-Number: " + number + "\r\n");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5_000, 100_000})
  void skipsTheBodyOfARequest(int length) throws IOException {
    try (StubServer server = StubServer.start(PLAIN.withDelay(Delay.parse("1ms")));
        RawClient client = RawClient.to(server.uri())) {
      client.send("POST /3 HTTP/1.1\r\nHost: stub\r\nContent-Length: " + length + "\r\n\r\n");
      client.send("\n".repeat(length)).send(RawClient.get(4));

      assertThat(client.reply()).contains("Request-Number: 3\r\n");
      assertThat(client.reply()).contains("Request-Number: 4\r\n");
    }
  }

  @Test
  void readsOnAfterMoreWasSentThanItReadsAhead() throws IOException {
    String request = "GET /1 HTTP/1.1\r\nHost: stub\r\nPadding: " + "p".repeat(7000) + "\r\n\r\n";
    try (StubServer server = StubServer.start(PLAIN.withDelay(Delay.parse("1ms")));
        RawClient client = RawClient.to(server.uri())) {
      client.send(request.repeat(30));

      for (int i = 0; i < 30; i++) {
        assertThat(client.reply()).startsWith("HTTP/1.1 200 ");
      }
    }
  }

  @Test
  void sendsNoBodyInReplyToHead() throws IOException {
    try (StubServer server = StubServer.start(PLAIN);
        RawClient client = RawClient.to(server.uri())) {
      client.send("HEAD /5 HTTP/1.1\r\nHost: stub\r\n\r\n" + RawClient.get(6));

      assertThat(client.head()).contains("Content-Length: 32\r\n", "Request-Number: 5\r\n");
      assertThat(client.reply()).startsWith("HTTP/1.1 200 ").contains("Request-Number: 6\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /1 HTTP/1.1\r\nHost: stub\r\nConnection: Close\r\n\r\n",
        "BREW /1 HTTP/1.0\r\n\r\n"
      })
  void closesAfterItsReplyWhenTheClientWillNotGoOn(String request) throws IOException {
    try (StubServer server = StubServer.start(PLAIN);
        RawClient client = RawClient.to(server.uri())) {
      String head = client.send(request).reply();

      assertThat(head).startsWith("HTTP/1.1 200 ").contains("Connection: close\r\n");
      assertThat(client.rest()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|hello",
        "400|GET /1",
        "400|GET 1 HTTP/1.1~Host: stub",
        "400|GET /1 HTTP/1.1",
        "400|GET /2147483648 HTTP/1.1~Host: stub",
        "400|GET /1 HTTP/1.1~Host: stub~no colon",
        "400|GET /1 HTTP/1.1~Host: stub~ folded: 1",
        "400|GET /1 HTTP/1.1~Host: stub~Content-Length: -1",
        "400|GET /1 HTTP/1.1~Host: stub~Content-Length: 1~Content-Length: 2",
        "505|GET /1 HTTP/2.0~Host: stub",
        "501|POST /1 HTTP/1.1~Host: stub~Transfer-Encoding: chunked"
      })
  void refusesWhatItDoesNotUnderstandAndCloses(int status, String head) throws IOException {
    try (StubServer server = StubServer.start(PLAIN);
        RawClient client = RawClient.to(server.uri())) {
      client.send(head.replace("~", "\r\n") + "\r\n\r\n");

      assertThat(client.rest()).startsWith("HTTP/1.1 " + status + " ");
    }
  }

  @Test
  void refusesAHeadWithoutEnd() throws IOException {
    try (StubServer server = StubServer.start(PLAIN);
        RawClient client = RawClient.to(server.uri())) {
      client.send("GET /1 HTTP/1.1\r\nPadding: " + "p".repeat(RequestParser.MAX_HEAD_BYTES));

      assertThat(client.head()).startsWith("HTTP/1.1 431 ");
    }
  }

  @Test
  void failsWithACompleteReplyOfStatus500() throws IOException {
    try (StubServer server = faulty(Fault.STATUS);
        RawClient client = RawClient.to(server.uri())) {
      for (int number = 0; number < 2; number++) {
        assertThat(client.send(RawClient.get(number)).reply())
            .startsWith("HTTP/1.1 500 ")
            .contains("Request-Number: " + number + "\r\n");
      }
    }
  }

  @Test
  void failsWithACompleteReplyOfTheWrongLength() throws IOException {
    try (StubServer server = faulty(Fault.WRONG_LENGTH);
        RawClient client = RawClient.to(server.uri())) {
      for (int number = 0; number < 2; number++) {
        assertThat(client.send(RawClient.get(number)).reply()).contains("Content-Length: 33\r\n");
      }
    }
  }

  @Test
  void failsByAnnouncingMoreThanItSends() throws IOException {
    try (StubServer server = faulty(Fault.TRUNCATE);
        RawClient client = RawClient.to(server.uri())) {
      assertThat(client.send(RawClient.get(1)).head()).contains("Content-Length: 32\r\n");
      assertThat(client.rest()).isEqualTo("x".repeat(16));
    }
  }

  @Test
  void failsByFallingSilentInTheMiddleOfAReply() throws IOException {
    try (StubServer server = faulty(Fault.STALL);
        RawClient client = RawClient.to(server.uri())) {
      assertThat(client.send(RawClient.get(1)).head()).contains("Content-Length: 32\r\n");
      assertThat(client.body(16)).isEqualTo("x".repeat(16));
      client.patienceMillis(200);
      assertThatThrownBy(() -> client.body(1)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void failsByResettingTheConnection() throws IOException {
    try (StubServer server = faulty(Fault.RESET);
        RawClient client = RawClient.to(server.uri())) {
      client.send(RawClient.get(1));

      assertThatThrownBy(client::head)
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void reportsWhatItDid() throws IOException, InterruptedException {
    StubConfig config = PLAIN.withDelay(Delay.parse("1ms"));
    try (StubServer server = StubServer.start(config);
        RawClient first = RawClient.to(server.uri());
        RawClient second = RawClient.to(server.uri())) {
      first.send(RawClient.get(1)).reply();
      second.send(RawClient.get(2)).reply();
      second.send(RawClient.get(3)).reply();
      StubReport report = server.report();

      assertThat(report.answered()).isEqualTo(3);
      assertThat(report.connectionsAccepted()).isEqualTo(2);
      assertThat(report.delaysMeasured()).isEqualTo(3);
      assertThat(report.delayErrorP99Nanos()).isPositive();
      server.resetDelayErrors();
      assertThat(server.report().delaysMeasured()).isZero();
      assertThat(server.report().answered()).isEqualTo(3);
    }
  }

  @Test
  void reportsNothingOnceClosed() {
    StubServer server = StubServer.start(PLAIN);
    server.close();
    assertThatThrownBy(server::report)
        .isInstanceOf(StubException.class)
        .hasMessage("the stub server has ended");
  }

  @Test
  void closesAConnectionAfterTheRequestsItMayHave() throws IOException {
    try (StubServer server = StubServer.start(PLAIN.withRequestsPerConnection(2));
        RawClient client = RawClient.to(server.uri())) {
      assertThat(client.send(RawClient.get(1)).reply()).doesNotContain("Connection: close");
      assertThat(client.send(RawClient.get(2)).reply())
          .contains("Request-Number: 2\r\n")
          .contains("Connection: close\r\n");
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void saysThatAPortIsInUse() {
    try (StubServer server = StubServer.start(PLAIN)) {
      assertThatThrownBy(() -> StubServer.start(at(server.port(), 32)).close())
          .isInstanceOf(StubException.class)
          .hasMessage("port " + server.port() + " is in use");
    }
  }

  @Test
  void listensOnTheLoopbackInterfaceOnly() {
    try (StubServer server = StubServer.start(PLAIN)) {
      assertThat(server.uri()).hasHost("127.0.0.1");
      assertThatThrownBy(() -> new Socket("127.0.0.2", server.port()).close())
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"-1,32,port", "65536,32,port", "0,-1,body", "0,16777217,body"})
  void refusesNumbersOutOfRange(int port, int bodyBytes, String name) {
    assertThatThrownBy(() -> at(port, bodyBytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name);
  }

  private static StubConfig at(int port, int bodyBytes) {
    return new StubConfig(port, Delay.NONE, bodyBytes, Faults.NONE, 1, 0, false);
  }

  private static StubServer faulty(Fault fault) {
    return StubServer.start(PLAIN.withFaults(Faults.parse(fault + "=1")));
  }
}
