package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@ResourceLock(value = Resources.SYSTEM_OUT, mode = ResourceAccessMode.READ) // picocli reads it
final class StubCommandTest {
  @Test
  void tellsWhereItListensAndServesUntilInterrupted() throws Exception {
    PipedReader told = new PipedReader();
    CommandLine command = new CommandLine(new StubCommand());
    command.setOut(new PrintWriter(new PipedWriter(told), /* autoFlush= */ true));
    command.setErr(new PrintWriter(new StringWriter()));
    Thread server =
        Thread.ofPlatform()
            .start(() -> command.execute("--body", "5", "--delay", "1ms", "--fault", "status=1"));

    String line = new BufferedReader(told).readLine();
    assertThat(line).matches("listening on http://127\\.0\\.0\\.1:\\d+");
    URI uri = URI.create(line.substring("listening on ".length()) + "/7");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> reply =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(reply.statusCode()).isEqualTo(500);
      assertThat(reply.headers().firstValue("Request-Number")).hasValue("7");
    }
    server.interrupt();
    server.join();
  }

  @ParameterizedTest
  @CsvSource({
    "--delay, 5, lognormal:2ms:20ms",
    "--delay, lognormal:20ms:2ms, p99 must be >= p50",
    "--port, 65536, port must be from 0 to 65535",
    "--port, x, --port",
    "--body, -1, body bytes must be from 0",
    "--fault, fire=0.1, wrong-length",
    "--fault, status=2, must be from 0 to 1"
  })
  void refusesBadValuesAndSaysWhatItExpects(String option, String value, String expected) {
    StringWriter errors = new StringWriter();
    CommandLine command = new CommandLine(new StubCommand());
    command.setErr(new PrintWriter(errors));

    assertThat(command.execute(option, value)).isEqualTo(2);
    assertThat(errors.toString()).contains(expected);
  }

  @Test
  void addsUpTheFaultsOfSeveralOptions() {
    StringWriter errors = new StringWriter();
    CommandLine command = new CommandLine(new StubCommand());
    command.setErr(new PrintWriter(errors));

    assertThat(command.execute("--fault", "status=0.6", "--fault", "reset=0.6")).isEqualTo(2);
    assertThat(errors.toString()).contains("sum to 1.2");
  }
}
