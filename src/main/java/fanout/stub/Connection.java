package fanout.stub;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: reads requests, waits, answers.
 *
 * <p>Requests of one connection are served one after the other, which keeps the replies of
 * pipelined requests in order; the delay of a pipelined request begins when the reply before it has
 * been written. A request without a delay is answered in the turn that read it, so that it costs
 * one read and one write.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what fails reaches exceptionCaught, or the client
final class Connection extends ChannelInboundHandlerAdapter implements Runnable {
  private static final System.Logger LOGGER = System.getLogger(Connection.class.getName());
  private static final byte[] NOTHING = {};

  /** More than this is not read ahead while a request waits for its reply. */
  private static final int MAX_UNREAD_BYTES = 64 * 1024;

  private final Channel channel;
  private final Service service;

  /** Bytes that were read and not yet understood. */
  private byte[] unread = NOTHING;

  /** The bytes of the current request's body that have not come yet; they are thrown away. */
  private long bodyLeft;

  /** Requests that were read so far. */
  private int begun;

  private @Nullable Request waiting;
  private long arrivedNanos;
  private long delayNanos;

  /** Set once this connection will serve no further request. */
  private boolean done;

  Connection(Channel channel, Service service) {
    this.channel = channel;
    this.service = service;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    done = true;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf read = (ByteBuf) message;
    try {
      if (!done) {
        take(read);
      }
    } finally {
      ReferenceCountUtil.release(read);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    resume();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) { // which a client causes when it goes
      LOGGER.log(System.Logger.Level.ERROR, "closing a connection", cause);
    }
    channel.close();
  }

  /** Answers the waiting request: its delay is over. */
  @Override
  public void run() {
    Request request = waiting;
    if (request == null || done) {
      return;
    }
    waiting = null;
    long dueNanos = arrivedNanos + delayNanos; // a flush may begin the next request
    answer(request);
    channel.flush();
    service.delayError(System.nanoTime() - dueNanos);
    resume();
  }

  private void resume() {
    byte[] bytes = unread;
    if (bytes.length > 0 && !done) {
      unread = NOTHING;
      serve(bytes, bytes.length);
      channel.flush();
    }
  }

  private void take(ByteBuf read) {
    int length = read.readableBytes();
    byte[] bytes = service.scratch();
    int kept = unread.length;
    if (kept > 0 || length > bytes.length) {
      bytes = Arrays.copyOf(unread, kept + length);
      unread = NOTHING;
    }
    read.readBytes(bytes, kept, length);
    serve(bytes, kept + length);
  }

  private void serve(byte[] bytes, int end) {
    int at = 0;
    while (at < end) {
      int bodyHere = (int) Math.min(bodyLeft, end - at);
      bodyLeft -= bodyHere;
      at += bodyHere;
      if (at == end || waiting != null || done || !channel.isWritable()) {
        break;
      }
      int next = service.parser().parse(bytes, at, end);
      if (next == RequestParser.INCOMPLETE) {
        break;
      }
      at = next;
      begin();
    }
    keep(bytes, at, end);
  }

  private void keep(byte[] bytes, int from, int to) {
    if (from < to && !done) {
      unread = Arrays.copyOfRange(bytes, from, to);
    }
    boolean room = unread.length < MAX_UNREAD_BYTES;
    if (channel.config().isAutoRead() != room) {
      channel.config().setAutoRead(room);
    }
  }

  private void begin() {
    RequestParser parser = service.parser();
    if (parser.status() != RequestParser.OK) {
      end(Replies.refusal(channel.alloc(), parser.status()));
      return;
    }
    bodyLeft = parser.contentLength();
    Request request = service.isLast(++begun) ? parser.request().asLast() : parser.request();
    delayNanos = service.delayNanosOf(request);
    if (delayNanos == 0) {
      answer(request);
      return;
    }
    waiting = request;
    arrivedNanos = System.nanoTime();
    channel.eventLoop().schedule(this, delayNanos, TimeUnit.NANOSECONDS);
  }

  private void answer(Request request) {
    service.answered();
    Optional<Fault> fault = service.faultOf(request);
    if (fault.isPresent()) {
      fail(request, fault.get());
    } else {
      complete(service.replies().success(channel.alloc(), request), request);
    }
  }

  private void fail(Request request, Fault fault) {
    Replies replies = service.replies();
    switch (fault) {
      case STATUS -> complete(replies.serverError(channel.alloc(), request), request);
      case WRONG_LENGTH -> complete(replies.wrongLength(channel.alloc(), request), request);
      case TRUNCATE -> end(replies.partOfSuccess(channel.alloc(), request));
      case STALL -> {
        done = true; // and stays open until the client goes
        channel.write(replies.partOfSuccess(channel.alloc(), request), channel.voidPromise());
      }
      case RESET -> {
        done = true;
        channel.config().setOption(ChannelOption.SO_LINGER, 0); // a close sends RST
        channel.close();
      }
    }
  }

  private void complete(ByteBuf reply, Request request) {
    if (request.last()) {
      end(reply);
    } else {
      channel.write(reply, channel.voidPromise());
    }
  }

  private void end(ByteBuf reply) {
    done = true;
    channel.write(reply).addListener(ChannelFutureListener.CLOSE);
  }
}
