package fanout.process;

import fanout.process.Frame.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A batch of chunks of many arguments, all of which are encoded before any is sent. */
final class MapBatch<A, R> extends Batch<Integer> {
  private final TaskType<A, R> type;
  private final List<Call> calls;
  private final Map<Integer, List<R>> results = new ConcurrentHashMap<>();
  private int nextCall;

  private MapBatch(
      TaskType<A, R> type, List<Call> calls, @Nullable Duration limit, Dispatcher dispatcher) {
    super(calls.size(), limit, dispatcher);
    this.type = type;
    this.calls = calls;
  }

  /**
   * Encodes arguments.
   *
   * @param chunk how many arguments an order has, at least 1
   * @throws IllegalArgumentException if {@code chunk} is below 1
   * @throws EncodingException if an argument cannot be encoded
   */
  static <A, R> MapBatch<A, R> of(
      TaskType<A, R> type,
      List<A> arguments,
      int chunk,
      @Nullable Duration limit,
      Dispatcher dispatcher) {
    if (chunk < 1) {
      throw new IllegalArgumentException("chunk must be > 0, was " + chunk);
    }
    List<Call> calls = new ArrayList<>();
    for (int first = 0; first < arguments.size(); first += chunk) {
      int end = (int) Math.min((long) first + chunk, arguments.size());
      calls.add(type.call(arguments.subList(first, end), true));
      if (end == arguments.size()) {
        break; // the sum could overflow
      }
    }
    return new MapBatch<>(type, calls, limit, dispatcher);
  }

  /** Waits for all results and returns them in the order of the arguments. */
  List<R> all() throws InterruptedException {
    await();
    List<R> all = new ArrayList<>();
    for (int call = 0; call < calls.size(); call++) {
      all.addAll(results.getOrDefault(call, List.of()));
    }
    return all;
  }

  @Override
  @Nullable Integer nextFor(int worker) {
    return nextCall < calls.size() ? nextCall++ : null;
  }

  @Override
  int nextBytes(String lastTask) {
    return nextCall < calls.size() ? FrameCodec.roomFor(calls.get(nextCall).behind(lastTask)) : 0;
  }

  @Override
  Call encode(Integer call) {
    return calls.get(call);
  }

  @Override
  void take(Integer call, List<byte[]> encoded) {
    results.put(call, type.results(encoded));
  }
}
