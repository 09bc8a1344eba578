package fanout.cluster;

import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.networking.ChannelInitializer;
import com.hazelcast.internal.networking.ChannelOption;
import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.InboundHandler;
import com.hazelcast.internal.nio.Packet;
import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.ServerContext;
import com.hazelcast.internal.server.tcp.PacketDecoder;
import com.hazelcast.internal.server.tcp.UnifiedProtocolDecoder;
import com.hazelcast.internal.server.tcp.UnifiedProtocolEncoder;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A member's own ways on its connections, in place of the engine's: packets of other members are
 * limited, and peers that stay silent are waited for without spinning.
 */
final class MemberContext extends DefaultNodeContext {
  /** The engine's own default. */
  private static final int SOCKET_BUFFER_BYTES = 128 << 10;

  @Override
  public NodeExtension createNodeExtension(Node node) {
    return new DefaultNodeExtension(node) {
      @Override
      public InboundHandler<?, ?>[] createInboundHandlers(
          EndpointQualifier qualifier, ServerConnection connection, ServerContext context) {
        return new InboundHandler<?, ?>[] {
          new LimitedDecoder(connection, node.getNodeEngine().getPacketDispatcher())
        };
      }

      @Override
      public Function<EndpointQualifier, ChannelInitializer> createChannelInitializerFn(
          ServerContext context) {
        return qualifier -> channel -> initialize(channel, context);
      }
    };
  }

  /** Sets a connection up like the engine, with its defaults, but for the encoder. */
  private static void initialize(Channel channel, ServerContext context) {
    channel
        .options()
        .setOption(ChannelOption.DIRECT_BUF, false)
        .setOption(ChannelOption.TCP_NODELAY, true)
        .setOption(ChannelOption.SO_KEEPALIVE, true)
        .setOption(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
        .setOption(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
        .setOption(ChannelOption.SO_LINGER, 0);
    UnifiedProtocolEncoder encoder = new BlockedEncoder(context);
    channel.outboundPipeline().addLast(encoder);
    channel.inboundPipeline().addLast(new UnifiedProtocolDecoder(context, encoder));
  }

  private static final class LimitedDecoder extends PacketDecoder {
    private final PacketLimit limit = new PacketLimit();

    LimitedDecoder(ServerConnection connection, Consumer<Packet> dispatcher) {
      super(connection, dispatcher);
    }

    @Override
    public HandlerStatus onRead() throws Exception {
      limit.check(src);
      return super.onRead();
    }
  }

  /**
   * Writes the protocol's name and gives way to other encoders once the peer has sent its own.
   * Until then the engine's encoder says that all is written; since packets are waiting, it is
   * asked again at once and for ever where a peer accepts and stays silent, and other connections
   * of its thread, drivers' among them, fall silent too. Blocked, it is asked when the peer speaks.
   */
  private static final class BlockedEncoder extends UnifiedProtocolEncoder {
    BlockedEncoder(ServerContext context) {
      super(context);
    }

    @Override
    public HandlerStatus onWrite() {
      HandlerStatus status = super.onWrite();
      return status == HandlerStatus.CLEAN ? HandlerStatus.BLOCKED : status;
    }
  }
}
