package fanout.exchange;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2GoAwayFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP/2 server without TLS that ends a connection after so many requests as servers do: a
 * GOAWAY that names the last one, and no word about those that came after it. Each reply is
 * heralded by a 103.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails closes the connection
public final class GoAwayServer implements AutoCloseable {
  private final int requestsPerConnection;
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Channel channel;

  /** Starts one on the loopback interface. */
  public GoAwayServer(int requestsPerConnection) {
    this.requestsPerConnection = requestsPerConnection;
    channel =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel child) {
                    child
                        .pipeline()
                        .addLast(Http2FrameCodecBuilder.forServer().build(), new Answers());
                  }
                })
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
  }

  /** Returns its address. */
  public String address() {
    return "http://127.0.0.1:" + ((InetSocketAddress) channel.localAddress()).getPort() + "/";
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private final class Answers extends ChannelInboundHandlerAdapter {
    private int answered;

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
      if (!(frame instanceof Http2HeadersFrame head)) {
        ReferenceCountUtil.release(frame);
        return;
      }
      if (answered == requestsPerConnection) {
        return;
      }
      answered++;
      var hint = new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("103"), false);
      var _ = context.write(hint.stream(head.stream()));
      var reply = new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status("204"), true);
      var _ = context.writeAndFlush(reply.stream(head.stream()));
      if (answered == requestsPerConnection) {
        context
            .writeAndFlush(new DefaultHttp2GoAwayFrame(Http2Error.NO_ERROR))
            .addListener(ChannelFutureListener.CLOSE);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close(); // a client of HTTP/1
    }
  }
}
