package fanout.process;

import fanout.process.Frame.Call;
import java.io.IOException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The writer of all frames to one worker: orders, up to its capacity, and answers of queues. Any
 * thread may call it.
 */
final class OrderSender {
  private final WorkerProcess process;
  private final FrameChannel channel;
  private final int capacity;
  private final Workers pool;
  private final InFlight inFlight;
  private final ReentrantLock lock = new ReentrantLock();

  /** An order too long to be sent while the worker is at something; set under the lock. */
  private volatile @Nullable Order waiting;

  /** Guarded by the lock, as the following are. */
  private boolean accepts;

  /** The class's name of the call that was handed over last. */
  private String lastTask = "";

  /** The {@link Job#windowKey} of the order that was handed over last. */
  private @Nullable Object lastKey;

  /**
   * Makes a sender that sends no orders yet.
   *
   * @param capacity how many orders the worker may have, at least 1
   */
  OrderSender(WorkerProcess process, int capacity, Workers pool, InFlight inFlight) {
    this.process = process;
    this.capacity = capacity;
    this.pool = pool;
    this.inFlight = inFlight;
    channel = process.channel();
  }

  /** Lets orders be handed over from now on. */
  void start() {
    lock.lock();
    try {
      accepts = true;
    } finally {
      lock.unlock();
    }
  }

  /** Hands over no more; returns the order that waits, or {@code null}. */
  @Nullable Order stop() {
    lock.lock();
    try {
      accepts = false;
      Order back = waiting;
      waiting = null;
      return back;
    } finally {
      lock.unlock();
    }
  }

  /** Tells, without a lock, whether an order waits for the worker to have nothing. */
  boolean hasWaiting() {
    return waiting != null;
  }

  /** Hands over orders, as many as there are and the worker has capacity for. */
  // Whatever goes wrong while bytes are on their way has torn the channel.
  @SuppressWarnings("IllegalCatch")
  void fill() {
    lock.lock();
    try {
      boolean any = false;
      int has = inFlight.size();
      while (accepts && has < Math.min(capacity, pool.share()) && handNext(has)) {
        any = true;
        has = inFlight.size();
      }
      if (any) {
        channel.flush();
      }
    } catch (IOException e) {
      // It is dead or dying, and the reading thread will say how.
      process.child().kill();
    } catch (Throwable e) {
      process
          .child()
          .killBecause("could not be written to (" + Thrown.describe(e) + ") and was killed");
    } finally {
      lock.unlock();
    }
  }

  /** Writes a frame that is no order; a worker that is dead or dying does not get it. */
  void send(Frame frame) {
    lock.lock();
    try {
      channel.send(frame);
    } catch (IOException e) {
      process.child().kill();
    } finally {
      lock.unlock();
    }
  }

  /** Sends a worker's first order, before any is handed over. */
  void sendFirst(Order order) throws IOException {
    lock.lock();
    try {
      hand(order);
      channel.flush();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands over one order.
   *
   * @param has how many it has at most
   */
  private boolean handNext(int has) {
    Object behind = has == 0 ? null : lastKey;
    Order order =
        waiting != null
            ? waiting
            : pool.dispatcher().claim(process.index(), inFlight.mostBytes(), lastTask, behind);
    waiting = null;
    return order != null && hand(order);
  }

  // Whatever handing over throws (a codec, no memory) is this order's and nobody else's.
  @SuppressWarnings("IllegalCatch")
  private boolean hand(Order order) {
    boolean added = false;
    try {
      Call call = order.call();
      Call sent = call.behind(lastTask);
      int bytes = FrameCodec.roomFor(sent);
      if (bytes > inFlight.mostBytes()) {
        waiting = order;
        if (bytes > inFlight.mostBytes()) {
          return false;
        }
        // The last answer has come meanwhile, and its reader may not have seen what waits.
        waiting = null;
      }
      inFlight.add(order, bytes);
      added = true;
      lastKey = order.job() == null ? null : order.job().windowKey();
      channel.put(sent);
      lastTask = call.taskClass();
    } catch (Throwable e) {
      if (added) {
        inFlight.remove(order);
      }
      pool.fail(
          order,
          e instanceof EncodingException refused
              ? refused
              : new EncodingException("a task could not be handed over: " + Thrown.describe(e), e));
    }
    return true;
  }
}
