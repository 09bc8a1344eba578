package fanout.exchange;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One of the c connections of an event loop: has at most one request in flight, and connects anew
 * when the server has closed it. Where a server that is not ours closes it with a request on its
 * way, that request is issued again. Belongs to the event loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the channel, which is seen
final class NettySlot {
  private static final int NONE = -1;
  private static final String KEEP_ALIVE = "Keep-Alive";

  private final Target target;
  private final NettyAsync exchange;
  private @Nullable Channel channel;
  private int number = NONE;
  private int ticks;
  private boolean timedOut;
  private @Nullable Throwable cause;

  /** Replies that came over this connection. */
  private int replies;

  // What has come of the reply so far.
  private int status;
  private HttpHeaders headers = EmptyHttpHeaders.INSTANCE;
  private boolean interim;
  private long length;
  private boolean keepAlive;

  NettySlot(Target target, NettyAsync exchange) {
    this.target = target;
    this.exchange = exchange;
  }

  /** Takes the next request, if there is one. */
  void next() {
    number = exchange.take();
    if (number == NONE) {
      return;
    }
    ticks = 0;
    timedOut = false;
    issue();
  }

  private void issue() {
    status = 0;
    length = 0;
    cause = null;
    if (channel == null) {
      replies = 0;
      exchange.connect(this);
    } else {
      send(channel);
    }
  }

  /** Ends a request that has taken too long; told once a second. */
  void tick(long limitSeconds) {
    if (number != NONE && ticks++ >= limitSeconds && channel != null) {
      timedOut = true;
      channel.close();
    }
  }

  /** Ends the request: there is no connection. */
  void notConnected(Throwable reason) {
    int failed = number;
    number = NONE;
    exchange.finished(failed, Failure.of(failed, Failure.Kind.CONNECTION, reason));
    next();
  }

  /** Returns a handler for a new connection of this slot. */
  ChannelHandler handler() {
    return new Handler();
  }

  private void send(Channel to) {
    URI uri = target.of(number);
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String whole = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    DefaultFullHttpRequest request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.GET, whole, Unpooled.EMPTY_BUFFER);
    request
        .headers()
        .set(HttpHeaderNames.HOST, uri.getRawAuthority())
        .set(HttpHeaderNames.ACCEPT_ENCODING, Target.ENCODING);
    to.writeAndFlush(request, to.voidPromise());
  }

  private void end(Outcome outcome) {
    int ended = number;
    number = NONE;
    exchange.finished(ended, outcome);
    next();
  }

  private Failure lost() {
    if (timedOut) {
      return new Failure(number, Failure.Kind.TIMEOUT, "no complete reply in time");
    }
    Failure.Kind kind = status == 0 ? Failure.Kind.CONNECTION : Failure.Kind.TRUNCATED;
    return cause == null
        ? new Failure(number, kind, "the server closed the connection")
        : Failure.of(number, kind, cause);
  }

  private final class Handler extends SimpleChannelInboundHandler<HttpObject> {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      channel = context.channel();
      send(channel);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
      if (!context.channel().equals(channel)) {
        context.close(); // given up: what still comes answers nothing
        return;
      }
      if (number == NONE || part.decoderResult().isFailure()) {
        cause = part.decoderResult().cause();
        context.close();
        return;
      }
      if (part instanceof HttpResponse head) {
        begin(head);
      }
      if (part instanceof HttpContent content) {
        length += content.content().readableBytes();
      }
      if (part instanceof LastHttpContent && !interim) {
        replies++;
        if (replies == 1 && target.isStatusOnly()) {
          exchange.kept(headers.get(KEEP_ALIVE));
        }
        if (!keepAlive) {
          channel = null; // the next request needs another one
          exchange.ended(replies, true);
          context.close();
        }
        end(ReplyCheck.check(target, number, status, headers::get, length));
      }
    }

    /** A reply may be heralded by others: 100, 102, 103. */
    private void begin(HttpResponse head) {
      interim =
          head.status().codeClass() == HttpStatusClass.INFORMATIONAL
              && head.status().code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
      if (!interim) {
        status = head.status().code();
        headers = head.headers();
        keepAlive = HttpUtil.isKeepAlive(head);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (!context.channel().equals(channel)) {
        return;
      }
      channel = null;
      boolean kept = replies > 0 && status == 0 && !timedOut;
      if (replies > 0) {
        exchange.ended(replies, false);
      }
      if (number != NONE && kept && target.isStatusOnly()) {
        issue();
      } else if (number != NONE) {
        end(lost());
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
      if (context.channel().equals(channel)) {
        cause = thrown;
      }
      context.close();
    }
  }
}
