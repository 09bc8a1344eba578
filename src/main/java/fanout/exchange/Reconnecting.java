package fanout.exchange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import javax.net.ssl.SSLHandshakeException;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.internal.http2.ConnectionShutdownException;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.internal.http2.StreamResetException;

/**
 * Repeats a request that found its kept connection closed by the server: without a word, at the end
 * of HTTP/1.0's one request, or by a GOAWAY of HTTP/2. Each attempt uses up one kept connection; a
 * request that opened its own is not repeated. Only for servers that are not ours, whose ways of
 * ending connections are no faults: the other clients do the same by themselves.
 */
final class Reconnecting implements Interceptor {
  private static final String CONNECTION = "Connection";

  /** More than a client ever finds closed in a row, for each attempt uses one up. */
  private static final int MOST = 100;

  /**
   * In how many attempts a call may fail on a connection that it seems to have opened: others may
   * have used that up first, but not time after time.
   */
  private static final int MOST_OPENED = 10;

  /**
   * Whether the server has shown that it ends connections by HTTP/1.0, of which OkHttp knows
   * nothing.
   */
  private volatile boolean closing;

  /** Whether a call that opened a connection may have been given that of another. */
  private final boolean shares;

  Reconnecting(Protocol protocol) {
    shares = protocol != Protocol.HTTP_1_1;
  }

  /** Whether a call opened a connection. */
  static final class Opened {
    private boolean connection;

    /** Takes note of a connection that was opened for a call. */
    static void by(Call call) {
      Opened opened = call.tag(Opened.class);
      if (opened != null) {
        opened.connection = true;
      }
    }
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    Opened opened = chain.call().tag(Opened.class, Opened::new);
    int mayOpen = shares ? MOST_OPENED : 1;
    for (int attempt = 1; ; attempt++) {
      opened.connection = false;
      try {
        return proceed(chain);
      } catch (IOException e) {
        mayOpen -= opened.connection ? 1 : 0;
        boolean repeats = isRefused(e) || (mayOpen > 0 && isOfConnection(e));
        if (!repeats || attempt == MOST) {
          throw e;
        }
        if (shares && !isRefused(e)) {
          awaitReader(attempt);
        }
      }
    }
  }

  /**
   * Lets OkHttp learn that a shared connection is gone: one that fails in writing stays in its pool
   * until the thread that reads it has found its end, and each attempt until then would be given it
   * again.
   */
  private static void awaitReader(int attempt) throws InterruptedIOException {
    try {
      Thread.sleep(attempt);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted between attempts");
    }
  }

  private Response proceed(Chain chain) throws IOException {
    Request request = chain.request();
    Response response =
        chain.proceed(closing ? request.newBuilder().header(CONNECTION, "close").build() : request);
    if (response.protocol() == Protocol.HTTP_1_0
        && !"keep-alive".equalsIgnoreCase(response.header(CONNECTION))) {
      closing = true;
    }
    return response;
  }

  /**
   * A GOAWAY refuses the streams that the server has not looked at. A call that opened a connection
   * may have been given that of another, which was there first.
   */
  private static boolean isRefused(IOException e) {
    return e instanceof ConnectionShutdownException
        || (e instanceof StreamResetException reset && reset.errorCode == ErrorCode.REFUSED_STREAM);
  }

  /** A connection that was never made is none that was kept. */
  private static boolean isOfConnection(IOException e) {
    return !(e instanceof InterruptedIOException
        || e instanceof ProtocolException
        || e instanceof StreamResetException
        || e instanceof ConnectException
        || e instanceof SSLHandshakeException);
  }
}
