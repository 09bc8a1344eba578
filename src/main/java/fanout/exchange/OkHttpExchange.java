package fanout.exchange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dns;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.internal.http2.StreamResetException;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request through OkHttp's blocking call, its body read to the end.
 *
 * <p>The client is configured so that all strategies meet the same one: no connecting on threads of
 * its own, as many pooled connections as requests in flight, and against our own server no silent
 * retry. Over HTTP/2 all requests share one connection: the first is issued alone, for clients that
 * find no connection open one each.
 */
final class OkHttpExchange implements Exchange {
  private static final long KEEP_ALIVE_MINUTES = 5;

  private final Target target;
  private final HttpUrl base;
  private final OkHttpClient client;
  private final AtomicLong connectionsOpened = new AtomicLong();
  private final Object firstAlone = new Object();

  /** Whether requests need not wait for a first one that opens the connection for all. */
  private volatile boolean open;

  private @Nullable StandingTimeout standing;

  OkHttpExchange(Target target, int concurrency) {
    this(target, concurrency, IO_LIMIT);
  }

  /** Waits for each read and write as long as the limit allows. */
  OkHttpExchange(Target target, int concurrency, Duration limit) {
    this(target, concurrency, limit, Protocol.HTTP_1_1);
  }

  private OkHttpExchange(Target target, int concurrency, Duration limit, Protocol protocol) {
    this.target = target;
    base = HttpUrl.get(target.base());
    open = protocol == Protocol.HTTP_1_1;
    client = client(target, concurrency, limit, protocol, connectionsOpened).build();
  }

  /** Opens one that speaks HTTP/2 without TLS to a server that is known to do so too. */
  static OkHttpExchange http2(Target target) {
    return new OkHttpExchange(target, 1, IO_LIMIT, Protocol.H2_PRIOR_KNOWLEDGE);
  }

  /**
   * Returns OkHttp's blocking call, but for one thread that it otherwise wakes with each request:
   * the one that watches over timeouts. See {@link StandingTimeout}. Beside the usual one it shows
   * what that thread costs.
   *
   * @param limit for each read and write
   */
  static OkHttpExchange quiet(Target target, int concurrency, Duration limit) {
    OkHttpExchange quiet = new OkHttpExchange(target, concurrency, limit);
    quiet.standing = StandingTimeout.before(limit);
    return quiet;
  }

  @Override
  public Outcome issue(int number) {
    if (open) {
      return exchange(number);
    }
    synchronized (firstAlone) {
      if (!open) {
        Outcome first = exchange(number);
        open = connectionsOpened.get() > 0;
        return first;
      }
    }
    return exchange(number);
  }

  private Outcome exchange(int number) {
    Request request = request(number);
    boolean inBody = false;
    try (Response response = client.newCall(request).execute()) {
      inBody = true;
      long length = readToEnd(response.body().source());
      return ReplyCheck.check(target, number, response.code(), response::header, length);
    } catch (IOException e) {
      // Over HTTP/2 a body that is cut short is a stream's end.
      boolean isCut = inBody && e instanceof StreamResetException;
      return Failure.of(number, isCut ? Failure.Kind.TRUNCATED : kindOf(e), e);
    }
  }

  /** Left to itself OkHttp would ask for gzip, which no other client does. */
  private Request request(int number) {
    return new Request.Builder().url(of(number)).header("Accept-Encoding", Target.ENCODING).build();
  }

  /** With as little parsing of addresses as can be. */
  private HttpUrl of(int number) {
    if (target.isStatusOnly()) {
      return target.isFixed() ? base : HttpUrl.get(target.of(number));
    }
    return base.newBuilder().encodedPath("/" + number).build();
  }

  @Override
  public long connectionsOpened() {
    return connectionsOpened.get();
  }

  @Override
  public void close() {
    if (standing != null) {
      standing.close();
    }
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  /**
   * Without TLS among its connections the client does not read the JDK's certificates at its start,
   * which would be a large part of opening it.
   */
  private static OkHttpClient.Builder client(
      Target target,
      int connections,
      Duration limit,
      Protocol protocol,
      AtomicLong connectionsOpened) {
    ConnectionSpec security =
        target.isSecure() ? ConnectionSpec.MODERN_TLS : ConnectionSpec.CLEARTEXT;
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .dns(host -> addresses(target, host))
            .fastFallback(false)
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .proxy(Proxy.NO_PROXY)
            .protocols(List.of(protocol))
            .connectionSpecs(List.of(security))
            .connectionPool(new ConnectionPool(connections, KEEP_ALIVE_MINUTES, TimeUnit.MINUTES))
            .connectTimeout(limit)
            .readTimeout(limit)
            .writeTimeout(limit)
            .eventListener(new ConnectionCounter(connectionsOpened));
    if (target.isSecure() && Tls.takesAny(target)) {
      builder
          .sslSocketFactory(Tls.context(target).getSocketFactory(), Tls.ANY)
          .hostnameVerifier((host, session) -> true);
    }
    return target.isStatusOnly() ? builder.addInterceptor(new Reconnecting(protocol)) : builder;
  }

  private static List<InetAddress> addresses(Target target, String host)
      throws UnknownHostException {
    InetAddress address = Peer.of(target).getAddress();
    return address == null ? Dns.SYSTEM.lookup(host) : List.of(address);
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

  private static final class ConnectionCounter extends EventListener {
    private final AtomicLong opened;

    ConnectionCounter(AtomicLong opened) {
      this.opened = opened;
    }

    @Override
    public void connectEnd(
        Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
      opened.incrementAndGet();
      Reconnecting.Opened.by(call);
    }
  }
}
