package fanout.stub;

import fanout.Delay;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server, which also speaks HTTP/2 to clients that know so beforehand, that answers
 * each request with its number after a chosen delay, or with a chosen fault. Listens on one
 * interface only, and works on a single thread, so that it never takes more than one processor from
 * the client under test.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // closing is asked for, and waited for where it matters
public final class StubServer implements AutoCloseable {
  /** Room for all connections of a large client at once; the kernel may lower it. */
  private static final int BACKLOG = 16_384;

  private static final long CLOSE_LIMIT_MILLIS = 2_000;

  private final Service service;
  private final @Nullable SslContext security;
  private final EventLoopGroup group;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final Channel channel;

  private StubServer(StubConfig config) {
    service = new Service(config);
    security = config.tls() ? Certificate.context() : null;
    ThreadFactory threads = new DefaultThreadFactory("stub", /* daemon= */ true);
    boolean epoll = Epoll.isAvailable();
    group =
        new MultiThreadIoEventLoopGroup(
            1, threads, epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .handler(new AcceptFailure())
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childOption(
                ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(Service.READ_BYTES))
            .childHandler(new NewConnection());
    channel = bind(bootstrap, config.port());
    channel.closeFuture().addListener(closed -> ended.complete(null));
  }

  /**
   * Starts a server in this process.
   *
   * @return a server that accepts connections
   * @throws StubException if it cannot listen, for one because the port is in use
   */
  public static StubServer start(StubConfig config) {
    // Netty would pick SLF4J, which is there for others and complains of having no back end.
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
    return new StubServer(config);
  }

  /** Returns the port that the server listens on, from 1 to 65535. */
  public int port() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Returns the address that {@code /n} is appended to, such as {@code http://127.0.0.1:8080}. */
  public URI uri() {
    return StubAddress.uri(port(), security != null);
  }

  /**
   * Returns what the server has done so far.
   *
   * @throws StubException if it has been closed
   * @throws InterruptedException if the caller was interrupted while the server was busy
   */
  public StubReport report() throws InterruptedException {
    try {
      return group.submit(() -> service.report()).get();
    } catch (RejectedExecutionException e) {
      throw new StubException("the stub server has ended", new IOException(e));
    } catch (ExecutionException e) {
      throw new IllegalStateException("reporting failed", e);
    }
  }

  /** Forgets the delay errors measured so far. */
  public void resetDelayErrors() {
    inLoop(() -> service.resetDelayErrors());
  }

  /** Sets the service delay of requests that come after the call. */
  public void setDelay(Delay delay) {
    inLoop(() -> service.setDelay(delay));
  }

  /** Waits for the task: the loop reads sockets first, so a later request may overtake it. */
  private void inLoop(Runnable task) {
    group.submit(task).syncUninterruptibly();
  }

  /**
   * Returns a future that completes when the server has ended, with a {@link StubException} if it
   * ended by itself.
   */
  public CompletableFuture<Void> ended() {
    return ended;
  }

  /** Closes all connections and ends the server's thread. A second call does nothing. */
  @Override
  public void close() {
    channel.close().awaitUninterruptibly(CLOSE_LIMIT_MILLIS);
    group
        .shutdownGracefully(0, CLOSE_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(CLOSE_LIMIT_MILLIS);
  }

  private Channel bind(ServerBootstrap bootstrap, int port) {
    InetSocketAddress address = new InetSocketAddress(StubAddress.own(), port);
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (bound.isSuccess()) {
      return bound.channel();
    }
    group.shutdownGracefully(0, CLOSE_LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    String reason = String.valueOf(bound.cause().getMessage());
    throw new StubException(
        reason.contains("in use")
            ? "port " + port + " is in use"
            : "cannot listen on port " + port + ": " + reason,
        new IOException(bound.cause()));
  }

  private final class NewConnection extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel child) {
      service.opened();
      child.closeFuture().addListener(closed -> service.closed());
      if (security != null) {
        child.pipeline().addLast(security.newHandler(child.alloc()));
      }
      child.pipeline().addLast(new ProtocolChoice(service));
    }
  }

  /**
   * Ends the server when it can accept no more. A server that went on would leave the client
   * waiting for connections that never come.
   */
  private final class AcceptFailure extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      ended.completeExceptionally(
          new StubException(
              "cannot accept another connection with %d open: %s; see 'ulimit -n'"
                  .formatted(service.open(), cause.getMessage()),
              new IOException(cause)));
      context.channel().close();
    }
  }
}
