package fanout.stub;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One client's connection over HTTP/2: each request is a stream, and all wait for their delays at
 * the same time. A fault ends a stream where it would end a connection of HTTP/1.1.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails reaches exceptionCaught, or the client
final class Http2Connection extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOGGER = System.getLogger(Http2Connection.class.getName());

  private final Service service;

  Http2Connection(Service service) {
    this.service = service;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object frame) {
    try {
      if (frame instanceof Http2HeadersFrame request) {
        begin(context, request);
      } else if (frame instanceof Http2DataFrame data) { // a body is thrown away
        context.write(
            new DefaultHttp2WindowUpdateFrame(data.initialFlowControlledBytes())
                .stream(data.stream()));
      }
    } finally {
      ReferenceCountUtil.release(frame);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof Http2FrameStreamException ofStream) { // the others go on (RFC 9113, 5.4.2)
      context.writeAndFlush(new DefaultHttp2ResetFrame(ofStream.error()).stream(ofStream.stream()));
      return;
    }
    if (!(cause instanceof IOException)) { // which a client causes when it goes
      LOGGER.log(System.Logger.Level.ERROR, "closing a connection", cause);
    }
    context.close();
  }

  private void begin(ChannelHandlerContext context, Http2HeadersFrame head) {
    Http2Headers headers = head.headers();
    if (headers.path() == null) {
      return; // trailers
    }
    boolean withoutBody = "HEAD".contentEquals(headers.method());
    Request request = new Request(numberIn(headers.path()), withoutBody, false);
    long delayNanos = service.delayNanosOf(request);
    if (delayNanos == 0) {
      answer(context, head.stream(), request);
      return;
    }
    long arrivedNanos = System.nanoTime();
    context
        .executor()
        .schedule(
            () -> {
              answer(context, head.stream(), request);
              context.flush();
              service.delayError(System.nanoTime() - arrivedNanos - delayNanos);
            },
            delayNanos,
            TimeUnit.NANOSECONDS);
  }

  private void answer(ChannelHandlerContext context, Http2FrameStream stream, Request request) {
    service.answered();
    int length = service.bodyBytes();
    Optional<Fault> fault = service.faultOf(request);
    if (fault.isEmpty()) {
      head(context, stream, request, "200", length);
      body(context, stream, request, length, true);
      return;
    }
    switch (fault.get()) {
      case STATUS -> {
        head(context, stream, request, "500", 0);
        body(context, stream, request, 0, true);
      }
      case WRONG_LENGTH -> {
        head(context, stream, request, "200", length + 1);
        body(context, stream, request, length + 1, true);
      }
      case TRUNCATE -> {
        head(context, stream, request, "200", length);
        body(context, stream, request, length / 2, false);
        context.write(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR).stream(stream));
      }
      case STALL -> {
        head(context, stream, request, "200", length);
        body(context, stream, request, length / 2, false);
      }
      case RESET ->
          context.write(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR).stream(stream));
    }
  }

  private static void head(
      ChannelHandlerContext context,
      Http2FrameStream stream,
      Request request,
      String status,
      int length) {
    Http2Headers headers =
        new DefaultHttp2Headers(false)
            .status(status)
            .add("content-type", "text/plain")
            .addInt("content-length", length)
            .addInt("request-number", request.number());
    context.write(new DefaultHttp2HeadersFrame(headers, request.withoutBody()).stream(stream));
  }

  private void body(
      ChannelHandlerContext context,
      Http2FrameStream stream,
      Request request,
      int length,
      boolean last) {
    if (request.withoutBody()) {
      return;
    }
    ByteBuf body = service.replies().body(context.alloc(), length);
    context.write(new DefaultHttp2DataFrame(body, last).stream(stream));
  }

  /** The digits after the first slash, up to a query; 0 where there are none, or too many. */
  private static int numberIn(CharSequence path) {
    int number = 0;
    for (int at = 1; at < path.length() && path.charAt(at) != '?'; at++) {
      int digit = Character.digit(path.charAt(at), 10);
      if (digit < 0 || number > (Integer.MAX_VALUE - digit) / 10) {
        return 0;
      }
      number = 10 * number + digit;
    }
    return number;
  }
}
