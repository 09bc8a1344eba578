package fanout.exchange;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One HTTP/1.1 request through the JDK's client, its body read to the end. The client works on a
 * selector thread and an executor of its own even for blocking calls: what they cost is part of
 * this exchange.
 *
 * <p>Connections are counted by their replies, and only those to a server that is not ours.
 */
final class JdkExchange implements Exchange {
  private final JdkClient client;
  private final Duration limit;

  JdkExchange(Target target) {
    this(target, IO_LIMIT);
  }

  /** Waits for a complete reply as long as the limit allows; the client's own ends at the head. */
  JdkExchange(Target target, Duration limit) {
    this.limit = limit;
    client = new JdkClient(target, limit);
  }

  @Override
  public Outcome issue(int number) {
    CompletableFuture<HttpResponse<byte[]>> future = client.send(number);
    try {
      return client.check(number, future.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      future.cancel(true);
      return JdkClient.timeout(number, limit);
    } catch (ExecutionException e) {
      return JdkClient.failure(number, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      return new Failure(number, Failure.Kind.INTERRUPTED, "interrupted while waiting");
    }
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
