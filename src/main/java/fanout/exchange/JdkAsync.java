package fanout.exchange;

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
 * executor threads do is part of the exchange. It counts connections as {@link JdkExchange} does.
 */
final class JdkAsync implements AsyncExchange {
  private final JdkClient client;
  private final Semaphore permits;
  private final FirstTimeout timeout = new FirstTimeout();

  JdkAsync(Target target, int concurrency) {
    client = new JdkClient(target, Exchange.IO_LIMIT);
    permits = new Semaphore(concurrency);
  }

  @Override
  public void issue(int requests, Progress progress) throws InterruptedException {
    for (int number = 0; number < requests; number++) {
      progress.submitted(number);
      permits.acquire();
      progress.started(number);
      Failure notIssued = timeout.before(number);
      if (notIssued == null) {
        send(number, progress);
      } else {
        progress.finished(number, notIssued);
        permits.release();
      }
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is told to the progress
  private void send(int number, Progress progress) {
    CompletableFuture<HttpResponse<byte[]>> reply = client.send(number);
    reply
        .orTimeout(Exchange.IO_LIMIT.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete(
            (response, e) -> {
              try {
                progress.finished(number, timeout.after(outcome(number, response, e)));
              } finally {
                permits.release();
              }
            });
  }

  private Outcome outcome(
      int number, @Nullable HttpResponse<byte[]> response, @Nullable Throwable e) {
    if (response != null) {
      return client.check(number, response);
    }
    Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    if (cause instanceof TimeoutException) {
      return JdkClient.timeout(number, Exchange.IO_LIMIT);
    }
    return JdkClient.failure(number, cause == null ? new NullPointerException() : cause);
  }

  @Override
  public long connectionsOpened() {
    return client.connectionsOpened();
  }

  @Override
  public void close() {
    client.close();
  }
}
