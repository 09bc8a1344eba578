package fanout.exchange;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * One HTTP/1.1 request through the JDK's {@link HttpClient}, its body read to the end. The client
 * works on a selector thread and an executor of its own even for blocking calls: what they cost is
 * part of this exchange.
 *
 * <p>The client does not tell when it connects; connections are not counted and {@link
 * #connectionsOpened} stays 0.
 */
final class JdkExchange implements Exchange {
  private static final Duration IO_LIMIT = Duration.ofSeconds(10);

  private final Target target;
  private final HttpClient client;

  JdkExchange(Target target) {
    this.target = target;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(ProxySelector.of(null))
            .connectTimeout(IO_LIMIT)
            .build();
  }

  @Override
  public Outcome issue(int number) {
    HttpRequest request = HttpRequest.newBuilder(target.of(number)).timeout(IO_LIMIT).build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      String header = response.headers().firstValue(Target.NUMBER_HEADER).orElse(null);
      return ReplyCheck.check(
          target, number, response.statusCode(), header, response.body().length);
    } catch (HttpTimeoutException e) {
      return new Failure(number, Failure.Kind.TIMEOUT, detailOf(e));
    } catch (IOException e) {
      return new Failure(number, kindOf(e), detailOf(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Failure(number, Failure.Kind.INTERRUPTED, "interrupted while waiting");
    }
  }

  @Override
  public long connectionsOpened() {
    return 0;
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  /** The client reports a body that ends early as an end of file with a byte count. */
  private static Failure.Kind kindOf(IOException e) {
    String message = e.getMessage();
    return message != null && message.contains("bytes remaining")
        ? Failure.Kind.TRUNCATED
        : Failure.Kind.CONNECTION;
  }

  private static String detailOf(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
