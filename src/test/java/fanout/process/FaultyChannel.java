package fanout.process;

import fanout.process.Frame.Chunk;
import fanout.process.Frame.Results;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A worker's end that misbehaves at the chunk with request {@link FaultyWorker#AT}, or its end. */
record FaultyChannel(FrameChannel good, ByteLink link, FaultyWorker.Fault fault)
    implements FrameChannel {
  /** More than a pipe, a socket's buffer or a ring holds. */
  private static final int HALF_BYTES = 1 << 20;

  @Override
  public boolean await() throws IOException {
    if (fault == FaultyWorker.Fault.SLOW_READER) {
      FaultyWorker.rest();
    }
    boolean more = good.await();
    if (!more) {
      atEnd();
    }
    return more;
  }

  @Override
  public Frame take() throws BadFrameException {
    Frame frame = good.take();
    if (frame instanceof Chunk chunk && chunk.first() == FaultyWorker.AT) {
      switch (fault) {
        case KILLED_DECODING -> FaultyWorker.signalSelf("KILL");
        case EXIT_DECODING -> Runtime.getRuntime().exit(5);
        case THROW_DECODING -> throw new IllegalStateException("cannot be decoded");
        default -> {}
      }
    }
    return frame;
  }

  @Override
  public void put(Frame frame) {
    if (frame instanceof Results results && results.first() == FaultyWorker.AT) {
      switch (fault) {
        case KILLED_ENCODING -> FaultyWorker.signalSelf("KILL");
        case EXIT_ENCODING -> Runtime.getRuntime().exit(6);
        case THROW_ENCODING -> throw new IllegalStateException("cannot be encoded");
        case UNDECODABLE -> good.put(new Frame.Chunk(-1, 1, false));
        case KILLED_IN_A_LONG_FRAME -> {
          writeHalfAFrame();
          FaultyWorker.signalSelf("KILL");
        }
        case STOPPED_IN_A_LONG_FRAME -> {
          writeHalfAFrame();
          FaultyWorker.signalSelf("STOP");
        }
        default -> {}
      }
    }
    good.put(frame);
  }

  private void atEnd() {
    switch (fault) {
      case KILLED_AFTER_SHUTDOWN -> FaultyWorker.signalSelf("KILL");
      case THROW_AFTER_SHUTDOWN -> throw new IllegalStateException("cannot end");
      case STOPPED_AFTER_SHUTDOWN -> FaultyWorker.signalSelf("STOP");
      default -> {}
    }
  }

  private void writeHalfAFrame() {
    ByteBuffer half = ByteBuffer.allocate(HALF_BYTES).putInt(0, 2 * HALF_BYTES);
    try {
      while (half.hasRemaining()) {
        link.write(half);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public boolean isReady() throws IOException {
    return good.isReady();
  }

  @Override
  public void flush() throws IOException {
    good.flush();
  }

  @Override
  public long framesReceived() {
    return good.framesReceived();
  }

  @Override
  public long framesSent() {
    return good.framesSent();
  }

  @Override
  public long bytesReceived() {
    return good.bytesReceived();
  }

  @Override
  public long bytesSent() {
    return good.bytesSent();
  }

  @Override
  public void closeSending() throws IOException {
    good.closeSending();
  }

  @Override
  public void close() throws IOException {
    good.close();
  }
}
