package fanout.exchange;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 through {@code sendAsync} of the JDK's client. The client has no limit of its own, so
 * the caller takes one of c permits for each request and gives it back when the reply's future
 * completes: a request is started when the caller has its permit. What the client's selector and
 * executor threads do is part of the exchange. As {@link JdkExchange}, it does not count
 * connections.
 */
final class JdkAsync implements AsyncExchange {
  private final Target target;
  private final HttpClient client = JdkExchange.client(Exchange.IO_LIMIT);
  private final Semaphore permits;

  JdkAsync(Target target, int concurrency) {
    this.target = target;
    permits = new Semaphore(concurrency);
  }

  @Override
  public void issue(int requests, Progress progress) throws InterruptedException {
    for (int number = 0; number < requests; number++) {
      progress.submitted(number);
      permits.acquire();
      progress.started(number);
      send(number, progress);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is told to the progress
  private void send(int number, Progress progress) {
    CompletableFuture<HttpResponse<byte[]>> reply =
        client.sendAsync(
            HttpRequest.newBuilder(target.of(number)).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    reply
        .orTimeout(Exchange.IO_LIMIT.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete(
            (response, e) -> {
              try {
                progress.finished(number, outcome(number, response, e));
              } finally {
                permits.release();
              }
            });
  }

  private Outcome outcome(
      int number, @Nullable HttpResponse<byte[]> response, @Nullable Throwable e) {
    if (response != null) {
      return JdkExchange.check(target, number, response);
    }
    Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    if (cause instanceof TimeoutException) {
      return JdkExchange.timeout(number, Exchange.IO_LIMIT);
    }
    return JdkExchange.failure(number, cause == null ? new NullPointerException() : cause);
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
}
