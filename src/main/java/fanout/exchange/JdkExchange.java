package fanout.exchange;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One HTTP/1.1 request through the JDK's {@link HttpClient}, its body read to the end. The client
 * works on a selector thread and an executor of its own even for blocking calls: what they cost is
 * part of this exchange. It repeats a GET by itself if a reused connection turns out to be closed
 * before the first byte of a reply; that cannot be switched off.
 *
 * <p>The client does not tell when it connects; connections are not counted and {@link
 * #connectionsOpened} stays 0.
 */
final class JdkExchange implements Exchange {
  private final Target target;
  private final HttpClient client;
  private final Duration limit;

  JdkExchange(Target target) {
    this(target, IO_LIMIT);
  }

  /** Waits for a complete reply as long as the limit allows; the client's own ends at the head. */
  JdkExchange(Target target, Duration limit) {
    this.target = target;
    this.limit = limit;
    client = client(limit);
  }

  /** The client that all ways of using the JDK's share. */
  static HttpClient client(Duration limit) {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(ProxySelector.of(null))
        .connectTimeout(limit)
        .build();
  }

  @Override
  public Outcome issue(int number) {
    CompletableFuture<HttpResponse<byte[]>> future =
        client.sendAsync(
            HttpRequest.newBuilder(target.of(number)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    try {
      return check(target, number, future.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      future.cancel(true);
      return timeout(number, limit);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return failure(number, cause);
    } catch (InterruptedException e) {
      future.cancel(true);
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

  /** Checks a reply that is complete. */
  static Outcome check(Target target, int number, HttpResponse<byte[]> response) {
    String header = response.headers().firstValue(Target.NUMBER_HEADER).orElse(null);
    return ReplyCheck.check(target, number, response.statusCode(), header, response.body().length);
  }

  /** The outcome of a request whose reply did not come in time. */
  static Failure timeout(int number, Duration limit) {
    return new Failure(number, Failure.Kind.TIMEOUT, "no complete reply within " + limit);
  }

  /** The outcome of a request that the client gave up. */
  static Failure failure(int number, Throwable cause) {
    return new Failure(number, kindOf(cause), detailOf(cause));
  }

  /** The client reports a body that ends early by its announced length and what came of it. */
  private static Failure.Kind kindOf(Throwable e) {
    String message = e.getMessage();
    return message != null && message.contains("content-length") && message.contains("received")
        ? Failure.Kind.TRUNCATED
        : Failure.Kind.CONNECTION;
  }

  private static String detailOf(Throwable e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
