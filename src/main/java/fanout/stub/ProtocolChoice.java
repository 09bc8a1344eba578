package fanout.stub;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.List;

/**
 * Finds out by the first bytes which protocol a client speaks: HTTP/2 with prior knowledge begins
 * with its preface (RFC 9113, 3.4), everything else is HTTP/1.1. Leaves the connection then.
 */
final class ProtocolChoice extends ByteToMessageDecoder {
  private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf();

  /** More than any client here has slots. */
  private static final int MOST_STREAMS = 1_000_000;

  private final Service service;

  ProtocolChoice(Service service) {
    this.service = service;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    int known = Math.min(in.readableBytes(), PREFACE.readableBytes());
    boolean fits = ByteBufUtil.equals(in, in.readerIndex(), PREFACE, PREFACE.readerIndex(), known);
    if (fits && known < PREFACE.readableBytes()) {
      return; // what has come may still be either
    }
    ChannelPipeline pipeline = context.pipeline();
    if (fits) {
      Http2Settings settings = Http2Settings.defaultSettings().maxConcurrentStreams(MOST_STREAMS);
      pipeline.addLast(
          // Faults are resets, of which the codec would end a connection after 200 in 30 s.
          Http2FrameCodecBuilder.forServer()
              .initialSettings(settings)
              .encoderEnforceMaxRstFramesPerWindow(0, 0)
              .decoderEnforceMaxRstFramesPerWindow(0, 0)
              .build(),
          new Http2Connection(service));
    } else {
      pipeline.addLast(new Connection(context.channel(), service));
    }
    pipeline.remove(this);
  }
}
