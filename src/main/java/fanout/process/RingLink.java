package fanout.process;

import fanout.os.PrivateFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * Two rings in a file that two processes map, one for each direction. What a side has copied in
 * counts only once its index has moved; so a process that is killed half-way leaves nothing that
 * the other takes for bytes. The death itself does not show in memory: {@link #otherEndDied} tells
 * it.
 */
final class RingLink implements ByteLink {
  /** Rings begin on pages of their own, of the largest size in use. */
  private static final long PAGE = 64 << 10;

  private static final long STRIDE = Math.ceilDiv(RingMemory.BYTES, PAGE) * PAGE;
  private static final long FILE_BYTES = 2 * STRIDE;

  private final PrivateFile place;
  private final Arena arena;
  private final RingMemory in;
  private final RingMemory out;
  private final Spinner reading;
  private final Spinner writing;
  private long consumed;
  private long produced;
  private volatile boolean closed;
  private volatile boolean otherEndDead;

  private RingLink(PrivateFile place, Arena arena, RingMemory in, RingMemory out, int others) {
    this.place = place;
    this.arena = arena;
    this.in = in;
    this.out = out;
    reading = new Spinner(others);
    writing = new Spinner(others);
  }

  /**
   * Makes the file and maps it: the parent's end.
   *
   * @param others how many threads may want a processor while one waits here
   * @throws IOException if there is no room for it; without it, the first use would end the process
   */
  static RingLink create(PrivateFile place, int others) throws IOException {
    try (FileChannel file =
        FileChannel.open(
            place.path(),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      ByteBuffer zeros = ByteBuffer.allocate((int) FILE_BYTES);
      while (zeros.hasRemaining()) {
        file.write(zeros);
      }
      return map(place, file, STRIDE, 0, others);
    }
  }

  /**
   * Maps a file that was made, and removes it: the worker's end.
   *
   * @param others how many threads may want a processor while one waits here
   */
  static RingLink join(PrivateFile place, int others) throws IOException {
    try (FileChannel file =
        FileChannel.open(place.path(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (file.size() != FILE_BYTES) {
        throw new IOException(
            "%s must have %d bytes, has %d".formatted(place.path(), FILE_BYTES, file.size()));
      }
      return map(place, file, 0, STRIDE, others);
    } finally {
      place.remove();
    }
  }

  private static RingLink map(
      PrivateFile place, FileChannel file, long inAt, long outAt, int others) throws IOException {
    Arena arena = Arena.ofShared();
    MemorySegment memory = file.map(FileChannel.MapMode.READ_WRITE, 0, FILE_BYTES, arena);
    return new RingLink(
        place,
        arena,
        new RingMemory(memory.asSlice(inAt, RingMemory.BYTES)),
        new RingMemory(memory.asSlice(outAt, RingMemory.BYTES)),
        others);
  }

  @Override
  public boolean hasBytes() throws IOException {
    return whileOpen(this::available) > 0;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return whileOpen(
        () -> {
          int there = awaitBytes();
          if (there == 0) {
            return -1;
          }
          int count = Math.min(there, into.remaining());
          in.copyOut(consumed, into, count);
          consumed += count;
          in.release(consumed);
          return count;
        });
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return whileOpen(
        () -> {
          int count = Math.min(awaitRoom(), from.remaining());
          out.copyIn(produced, from, count);
          produced += count;
          out.publish(produced);
          return count;
        });
  }

  @Override
  public boolean isOpen() {
    return !closed;
  }

  @Override
  public void closeSending() throws IOException {
    if (!closed) {
      whileOpen(
          () -> {
            out.close();
            return 0;
          });
    }
  }

  @Override
  public void otherEndDied() {
    otherEndDead = true;
    wakeOwn();
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    out.close();
    closed = true;
    wakeOwn();
    // What another thread still does with the memory fails from here on, as a closed channel.
    arena.close();
    place.remove();
  }

  /** Sets threads of this process free that sleep. */
  private synchronized void wakeOwn() {
    if (arena.scope().isAlive()) {
      in.wakeBoth();
      out.wakeBoth();
    }
  }

  /** Returns the bytes there are to read; 0 once none will come any more. */
  private int awaitBytes() throws IOException {
    int there = available();
    for (int look = reading.looks(); there == 0 && look > 0; look--) {
      Thread.onSpinWait();
      there = available();
    }
    reading.learn(there > 0);
    while (there == 0) {
      // Before the last look, since the other end may write and then close or die.
      boolean over = otherEndDead || in.isClosed();
      in.announceConsumer();
      there = available();
      if (there == 0 && over) {
        return 0;
      }
      if (there == 0) {
        in.sleepConsumer();
        requireOpen();
        there = available();
      }
      in.consumerIsAwake();
    }
    return there;
  }

  private int awaitRoom() throws IOException {
    int room = room();
    for (int look = writing.looks(); room == 0 && look > 0; look--) {
      Thread.onSpinWait();
      room = room();
    }
    while (room == 0) {
      if (otherEndDead) {
        throw new IOException("the other end of the channel has died");
      }
      if (Thread.currentThread().isInterrupted()) {
        close();
        throw new ClosedByInterruptException();
      }
      out.announceProducer();
      room = room();
      if (room == 0) {
        out.sleepProducer();
        requireOpen();
        room = room();
      }
      out.producerIsAwake();
    }
    return room;
  }

  private int available() throws BadFrameException {
    return within("has written", in.produced() - consumed);
  }

  private int room() throws BadFrameException {
    return RingMemory.CAPACITY - within("has left unread", produced - out.consumed());
  }

  /** The other end may write into its index what it likes: only a possible one is used. */
  private static int within(String what, long bytes) throws BadFrameException {
    if (bytes < 0 || bytes > RingMemory.CAPACITY) {
      throw new BadFrameException(
          "the other end %s %d bytes in a ring of %d".formatted(what, bytes, RingMemory.CAPACITY));
    }
    return (int) bytes;
  }

  private void requireOpen() throws AsynchronousCloseException {
    if (closed) {
      throw new AsynchronousCloseException();
    }
  }

  /** Turns what the memory says of its end into what a closed channel says. */
  private int whileOpen(Step step) throws IOException {
    try {
      return step.run();
    } catch (IllegalStateException e) {
      AsynchronousCloseException gone = new AsynchronousCloseException();
      gone.initCause(e);
      throw gone;
    }
  }

  private interface Step {
    int run() throws IOException;
  }
}
