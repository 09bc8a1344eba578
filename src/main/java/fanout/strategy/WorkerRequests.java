package fanout.strategy;

import fanout.process.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Requests that a worker process issues in turn. The times at which it was encoded and decoded are
 * those of the process that did it, and do not travel.
 */
final class WorkerRequests {
  static final Codec<WorkerRequests> CODEC = new OfRequests();

  private final boolean timed;
  private final int[] numbers;
  private final int worker;
  private long firstNanos;
  private long lastNanos;

  /**
   * Chooses requests of a batch.
   *
   * @param timed whether the replies must carry times
   * @param numbers the requests' numbers, at least one
   * @param worker the index of the worker that issues them
   */
  WorkerRequests(boolean timed, int[] numbers, int worker) {
    this.timed = timed;
    this.numbers = numbers;
    this.worker = worker;
  }

  boolean timed() {
    return timed;
  }

  int[] numbers() {
    return numbers;
  }

  int worker() {
    return worker;
  }

  /** Returns when encoding or decoding began. */
  long firstNanos() {
    return firstNanos;
  }

  /** Returns when encoding or decoding had ended. */
  long lastNanos() {
    return lastNanos;
  }

  int bytes() {
    return 1 + Integer.BYTES * (1 + numbers.length);
  }

  private record OfRequests() implements Codec<WorkerRequests> {
    @Override
    public void encode(WorkerRequests value, DataOutput out) throws IOException {
      value.firstNanos = System.nanoTime();
      out.writeBoolean(value.timed);
      out.writeInt(value.numbers.length);
      for (int number : value.numbers) {
        out.writeInt(number);
      }
      value.lastNanos = System.nanoTime();
    }

    @Override
    public WorkerRequests decode(DataInput in) throws IOException {
      long beganNanos = System.nanoTime();
      boolean timed = in.readBoolean();
      int[] numbers = new int[in.readInt()];
      for (int position = 0; position < numbers.length; position++) {
        numbers[position] = in.readInt();
      }
      WorkerRequests requests = new WorkerRequests(timed, numbers, 0);
      requests.firstNanos = beganNanos;
      requests.lastNanos = System.nanoTime();
      return requests;
    }
  }
}
