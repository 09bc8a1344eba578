package fanout.exchange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 request through OkHttp's blocking call, its body read to the end.
 *
 * <p>The client is configured so that all strategies meet the same one: no connecting on threads of
 * its own, as many pooled connections as requests in flight, and no silent retry.
 */
final class OkHttpExchange implements Exchange {
  private static final Duration IO_LIMIT = Duration.ofSeconds(10);
  private static final long KEEP_ALIVE_MINUTES = 5;

  private final Target target;
  private final HttpUrl base;
  private final OkHttpClient client;
  private final AtomicLong connectionsOpened = new AtomicLong();

  OkHttpExchange(Target target, int concurrency) {
    this(target, concurrency, IO_LIMIT);
  }

  /** Waits for each read and write as long as the limit allows. */
  OkHttpExchange(Target target, int concurrency, Duration limit) {
    this.target = target;
    base = HttpUrl.get(target.base());
    client =
        new OkHttpClient.Builder()
            .fastFallback(false)
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .proxy(Proxy.NO_PROXY)
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionSpecs(connectionSpecs())
            .connectionPool(new ConnectionPool(concurrency, KEEP_ALIVE_MINUTES, TimeUnit.MINUTES))
            .connectTimeout(limit)
            .readTimeout(limit)
            .writeTimeout(limit)
            .eventListener(new ConnectionCounter())
            .build();
  }

  @Override
  public Outcome issue(int number) {
    HttpUrl url = base.newBuilder().encodedPath("/" + number).build();
    try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
      long length = readToEnd(response.body().source());
      return ReplyCheck.check(
          target, number, response.code(), response.header(Target.NUMBER_HEADER), length);
    } catch (IOException e) {
      return new Failure(number, kindOf(e), detailOf(e));
    }
  }

  @Override
  public long connectionsOpened() {
    return connectionsOpened.get();
  }

  @Override
  public void close() {
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  /**
   * Without TLS among them the client does not read the JDK's certificates at its start, which
   * would be a large part of opening it.
   */
  private List<ConnectionSpec> connectionSpecs() {
    return List.of(base.isHttps() ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT);
  }

  private static long readToEnd(BufferedSource source) throws IOException {
    long length = 0;
    while (!source.exhausted()) {
      long available = source.getBuffer().size();
      source.skip(available);
      length += available;
    }
    return length;
  }

  private static Failure.Kind kindOf(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return Failure.Kind.TIMEOUT;
    }
    if (e instanceof InterruptedIOException) {
      return Thread.currentThread().isInterrupted()
          ? Failure.Kind.INTERRUPTED
          : Failure.Kind.TIMEOUT;
    }
    return e instanceof ProtocolException ? Failure.Kind.TRUNCATED : Failure.Kind.CONNECTION;
  }

  private static String detailOf(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  private final class ConnectionCounter extends EventListener {
    @Override
    public void connectEnd(
        Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
      connectionsOpened.incrementAndGet();
    }
  }
}
