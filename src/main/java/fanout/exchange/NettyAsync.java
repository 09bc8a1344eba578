package fanout.exchange;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 on one Netty event loop that keeps c connections busy: the practical floor. The whole
 * batch is passed on at once; a connection whose reply is complete takes the next request in the
 * same turn of the loop. So nothing is handed from thread to thread but the batch itself, there and
 * back. For the same reason one request that keeps the loop busy delays all others. Used by one
 * caller at a time.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails reaches the connection's handler
public final class NettyAsync implements AutoCloseable {
  private static final long CLOSE_LIMIT_MILLIS = 2_000;

  private final Target target;
  private final InetSocketAddress peer;
  private final @Nullable SSLContext security;
  private final EventLoopGroup group;
  private final EventLoop loop;
  private final List<NettySlot> slots = new ArrayList<>();
  private final AtomicLong connectionsOpened = new AtomicLong();
  private final FirstTimeout timeout = new FirstTimeout();
  private volatile KeepAlive keepAlive = KeepAlive.UNSEEN;

  // The batch under way. Belongs to the event loop.
  private @Nullable Progress progress;
  private int requests;
  private int next;

  /** The way of each request of a batch, told on the event loop. */
  public interface Progress {
    /** One of the c connections has the request, and issues it now. */
    default void started(int number) {}

    /** The request's reply has been read to its end, or it failed; the slot is still taken. */
    void finished(int number, Outcome outcome);
  }

  /** Opens c connections, when there are requests for them. */
  public NettyAsync(Target target, int concurrency) {
    this.target = target;
    peer = Peer.of(target);
    security = target.isSecure() ? Tls.context(target) : null;
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    boolean epoll = Epoll.isAvailable();
    group =
        new MultiThreadIoEventLoopGroup(
            1,
            new DefaultThreadFactory("event-loop", /* daemon= */ true),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    loop = group.next();
    for (int slot = 0; slot < concurrency; slot++) {
      slots.add(new NettySlot(target, this));
    }
    loop.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
  }

  /**
   * Returns what Netty waits by: {@code epoll}, or {@code nio} where it cannot load its library, as
   * from a temporary directory without the right to execute.
   */
  public static String transport() {
    return Epoll.isAvailable() ? "epoll" : "nio";
  }

  /**
   * Passes requests {@code 0} to {@code batch - 1} on; returns before they have ended.
   *
   * @param batch the requests of a batch, at least 1
   * @param told of each request's way; each request ends exactly once
   */
  public void issue(int batch, Progress told) {
    loop.execute(
        () -> {
          progress = told;
          requests = batch;
          next = 0;
          slots.forEach(NettySlot::next);
        });
  }

  /** Returns the number of the next request, which is started, or -1 if there is none left. */
  int take() {
    while (progress != null && next < requests) {
      int number = next++;
      progress.started(number);
      Failure notIssued = timeout.before(number);
      if (notIssued == null) {
        return number;
      }
      progress.finished(number, notIssued);
    }
    return -1;
  }

  void finished(int number, Outcome outcome) {
    if (progress != null) {
      progress.finished(number, timeout.after(outcome));
    }
  }

  /**
   * Takes note of a connection that the server has ended.
   *
   * @param replies those that came over it, at least 0
   * @param announced whether the last of them said so
   */
  void ended(int replies, boolean announced) {
    if (keepAlive.end() == KeepAlive.End.NONE) {
      KeepAlive.End end = announced ? KeepAlive.End.ANNOUNCED : KeepAlive.End.UNANNOUNCED;
      keepAlive = new KeepAlive(replies, end, keepAlive.idle());
    }
  }

  /** Takes note of what a connection's first reply says of its life. */
  void kept(@Nullable String header) {
    keepAlive = keepAlive.told(header);
  }

  /**
   * Returns how the first connection was ended that the server has ended, and what it says of idle
   * ones.
   */
  KeepAlive keepAlive() {
    return keepAlive;
  }

  /** Connects a slot; its handler learns of the connection and of its failure. */
  void connect(NettySlot slot) {
    new Bootstrap()
        .group(loop)
        .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Exchange.IO_LIMIT.toMillis())
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                if (security != null) {
                  channel.pipeline().addLast(new SslHandler(Tls.engine(security, target)));
                }
                channel.pipeline().addLast(new HttpClientCodec(), slot.handler());
              }
            })
        .connect(peer)
        .addListener(
            connected -> {
              if (connected.isSuccess()) {
                connectionsOpened.incrementAndGet();
              } else {
                slot.notConnected(connected.cause());
              }
            });
  }

  private void tick() {
    slots.forEach(slot -> slot.tick(Exchange.IO_LIMIT.toSeconds()));
  }

  /** Counts the connections opened so far. */
  public long connectionsOpened() {
    return connectionsOpened.get();
  }

  /** Closes the connections and ends the loop's thread. */
  @Override
  public void close() {
    group
        .shutdownGracefully(0, CLOSE_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_LIMIT_MILLIS);
  }
}
