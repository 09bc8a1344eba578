package fanout.exchange;

import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 request through the JDK's client, its body read to the end. The client works on a
 * selector thread and an executor of its own even for blocking calls: what they cost is part of
 * this exchange.
 *
 * <p>It repeats a GET once by itself if a kept connection turns out to be closed before the first
 * byte of a reply; that cannot be switched off. It keeps connections of HTTP/1.0 too, until it sees
 * them closed; so one that a server of others ends is often not the last in a row, and the GET is
 * repeated further.
 *
 * <p>By itself it looks a name up for each connection and takes the first address. So requests go
 * to the address that all clients use, with the name in their {@code Host} and, for the
 * certificate, in their SNI.
 */
final class JdkExchange implements Exchange {
  /** More than it ever finds closed in a row. */
  private static final int MOST = 20;

  /** As long as OkHttp keeps them: where many take turns, 30 s pass between two batches. */
  private static final String IDLE_SECONDS = "300";

  static {
    System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
    System.setProperty("jdk.httpclient.keepalive.timeout", IDLE_SECONDS);
  }

  private static final String NO_STATUS_LINE =
      "expected a status line of HTTP/1.1, got what is none";

  /** An address instead of a name, as a URI has it. */
  private static final Pattern LITERAL = Pattern.compile("\\[.*]|[0-9.]+");

  private final Target target;
  private final Target connected;
  private final @Nullable String host;
  private final HttpClient client;
  private final Duration limit;

  /** Connections seen so far; a server of our own counts its connections itself. */
  private final Set<String> connections = ConcurrentHashMap.newKeySet();

  JdkExchange(Target target) {
    this(target, IO_LIMIT);
  }

  /** Waits for a complete reply as long as the limit allows; the client's own ends at the head. */
  JdkExchange(Target target, Duration limit) {
    this.limit = limit;
    this.target = target;
    connected = connected(target);
    host = connected.equals(target) ? null : target.base().getRawAuthority();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(ProxySelector.of(null))
            .connectTimeout(limit);
    if (target.isSecure()) {
      builder.sslContext(Tls.context(target));
      if (host != null) {
        SSLParameters named = new SSLParameters();
        named.setServerNames(List.of(new SNIHostName(target.base().getHost())));
        builder.sslParameters(named);
      }
    }
    client = builder.build();
  }

  @Override
  public Outcome issue(int number) {
    CompletableFuture<HttpResponse<byte[]>> future = send(number);
    try {
      return check(number, future.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      future.cancel(true);
      return new Failure(number, Failure.Kind.TIMEOUT, "no complete reply within " + limit);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return failure(number, cause);
    } catch (InterruptedException e) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      return new Failure(number, Failure.Kind.INTERRUPTED, "interrupted while waiting");
    }
  }

  private CompletableFuture<HttpResponse<byte[]>> send(int number) {
    CompletableFuture<HttpResponse<byte[]>> reply = sendOnce(number);
    return target.isStatusOnly()
        ? reply.exceptionallyCompose(e -> sendAgain(number, e, MOST))
        : reply;
  }

  private CompletableFuture<HttpResponse<byte[]>> sendAgain(int number, Throwable e, int left) {
    return left > 0 && isOfConnection(e)
        ? sendOnce(number).exceptionallyCompose(next -> sendAgain(number, next, left - 1))
        : CompletableFuture.failedFuture(e);
  }

  private static boolean isOfConnection(Throwable e) {
    Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
    return String.valueOf(cause.getMessage()).contains("received no bytes")
        || (cause instanceof SocketException && !(cause instanceof ConnectException));
  }

  private CompletableFuture<HttpResponse<byte[]>> sendOnce(int number) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(connected.of(number)).header("Accept-Encoding", Target.ENCODING);
    if (host != null) {
      request.header("Host", host);
    }
    return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private Outcome check(int number, HttpResponse<byte[]> response) {
    if (target.isStatusOnly()) {
      response.connectionLabel().ifPresent(connections::add);
    }
    return ReplyCheck.check(
        target,
        number,
        response.statusCode(),
        name -> response.headers().firstValue(name).orElse(null),
        response.body().length);
  }

  /** Counts the connections on which a server that is not ours has answered. */
  @Override
  public long connectionsOpened() {
    return connections.size();
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }

  /** The outcome of a request that the client gave up. */
  private static Failure failure(int number, Throwable cause) {
    // It shows all bytes that came, which may be any.
    return String.valueOf(cause.getMessage()).contains("status line")
        ? new Failure(number, Failure.Kind.CONNECTION, NO_STATUS_LINE)
        : Failure.of(number, kindOf(cause), cause);
  }

  /** The client reports a body that ends early by its announced length and what came of it. */
  private static Failure.Kind kindOf(Throwable e) {
    String message = e.getMessage();
    return message != null && message.contains("content-length") && message.contains("received")
        ? Failure.Kind.TRUNCATED
        : Failure.Kind.CONNECTION;
  }

  private static Target connected(Target target) {
    InetAddress wanted = Peer.of(target).getAddress();
    if (wanted == null || LITERAL.matcher(target.base().getHost()).matches()) {
      return target;
    }
    String literal = wanted.getHostAddress();
    String text = target.base().toString();
    String name = target.base().getRawAuthority();
    int at = text.indexOf(name);
    String address = wanted instanceof Inet6Address ? "[" + literal + "]" : literal;
    return new Target(
        URI.create(
            text.substring(0, at)
                + address
                + ":"
                + target.port()
                + text.substring(at + name.length())),
        target.bodyBytes());
  }
}
