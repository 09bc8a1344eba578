package fanout.process;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * One ring of bytes in memory that a producer and a consumer in different processes map. Each side
 * writes its own index only, and keeps it for itself as well; the other side's index is read from
 * memory, and is checked before it is used. Both count bytes and never wrap.
 *
 * <p>A side that is about to sleep says so in a word of its own and looks once more; the other side
 * moves its index first and looks at that word then. Both steps are sequentially consistent, so one
 * of the two always sees the other.
 */
final class RingMemory {
  /** The bytes of data, a power of two: some thousand chunks, or the results of some hundred. */
  static final int CAPACITY = 64 << 10;

  /** What each side writes lies apart from the other's: two lines, since they come in pairs. */
  private static final int LINE = 128;

  private static final long PRODUCED = 0;
  private static final long CLOSED = 8;
  private static final long PRODUCER_SLEEPS = 12;
  private static final long CONSUMED = LINE;
  private static final long CONSUMER_SLEEPS = LINE + 8;
  private static final long DATA = 2 * LINE;

  /** The bytes of a ring with its indices. */
  static final long BYTES = DATA + CAPACITY;

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

  private final MemorySegment memory;
  private final ByteBuffer data;
  private final MemorySegment producerWord;
  private final MemorySegment consumerWord;

  /**
   * Uses memory that begins at a multiple of 8 bytes.
   *
   * @param memory {@link #BYTES} long; all zero before its first use
   */
  RingMemory(MemorySegment memory) {
    this.memory = memory;
    data = memory.asSlice(DATA, CAPACITY).asByteBuffer();
    // By address, since a thread that sleeps must not keep the memory from being unmapped.
    producerWord = MemorySegment.ofAddress(memory.address() + PRODUCER_SLEEPS);
    consumerWord = MemorySegment.ofAddress(memory.address() + CONSUMER_SLEEPS);
  }

  /** Returns the bytes that the producer says it has written, of which nothing is checked. */
  long produced() {
    return (long) LONG.getAcquire(memory, PRODUCED);
  }

  /** Returns the bytes that the consumer says it has read, of which nothing is checked. */
  long consumed() {
    return (long) LONG.getAcquire(memory, CONSUMED);
  }

  /** Tells whether the producer has said that no more will come. */
  boolean isClosed() {
    return (int) INT.getAcquire(memory, CLOSED) != 0;
  }

  /** Says that no more will come, and wakes the consumer. */
  void close() {
    INT.setVolatile(memory, CLOSED, 1);
    wake(CONSUMER_SLEEPS, consumerWord);
  }

  /** Publishes what was copied in, and wakes the consumer if it sleeps. */
  void publish(long produced) {
    LONG.setVolatile(memory, PRODUCED, produced);
    wake(CONSUMER_SLEEPS, consumerWord);
  }

  /** Gives room back, and wakes the producer if it sleeps. */
  void release(long consumed) {
    LONG.setVolatile(memory, CONSUMED, consumed);
    wake(PRODUCER_SLEEPS, producerWord);
  }

  /** Copies bytes in, behind the given index; room must be there. */
  void copyIn(long produced, ByteBuffer from, int count) {
    int at = (int) (produced & (CAPACITY - 1));
    int first = Math.min(count, CAPACITY - at);
    data.put(at, from, from.position(), first);
    data.put(0, from, from.position() + first, count - first);
    from.position(from.position() + count);
  }

  /** Copies bytes out, from the given index on; they must be there. */
  void copyOut(long consumed, ByteBuffer into, int count) {
    int at = (int) (consumed & (CAPACITY - 1));
    int first = Math.min(count, CAPACITY - at);
    into.put(into.position(), data, at, first);
    into.put(into.position() + first, data, 0, count - first);
    into.position(into.position() + count);
  }

  /** Says that the producer will sleep; to be followed by a look at {@link #consumed()}. */
  void announceProducer() {
    INT.setVolatile(memory, PRODUCER_SLEEPS, 1);
  }

  /** Says that the consumer will sleep; to be followed by a look at {@link #produced()}. */
  void announceConsumer() {
    INT.setVolatile(memory, CONSUMER_SLEEPS, 1);
  }

  /** Sleeps as announced, for some time at most, unless the other side has come in between. */
  void sleepProducer() {
    Futex.sleepWhile(producerWord, 1);
  }

  /** Sleeps as announced, for some time at most, unless the other side has come in between. */
  void sleepConsumer() {
    Futex.sleepWhile(consumerWord, 1);
  }

  /** Takes the announcement back. */
  void producerIsAwake() {
    INT.setOpaque(memory, PRODUCER_SLEEPS, 0);
  }

  /** Takes the announcement back. */
  void consumerIsAwake() {
    INT.setOpaque(memory, CONSUMER_SLEEPS, 0);
  }

  /** Wakes both sides, for whatever reason. */
  void wakeBoth() {
    wake(CONSUMER_SLEEPS, consumerWord);
    wake(PRODUCER_SLEEPS, producerWord);
  }

  private void wake(long flag, MemorySegment word) {
    if ((int) INT.getVolatile(memory, flag) != 0) {
      INT.setVolatile(memory, flag, 0);
      Futex.wake(word);
    }
  }
}
