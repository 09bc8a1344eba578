package fanout.strategy;

import fanout.exchange.Exchange;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.process.Codec;
import fanout.process.Queues;
import fanout.process.Task;
import fanout.process.WorkerMain;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Issues requests in a worker process, one after the other through the exchange that {@link Open}
 * has opened there.
 */
final class IssueRequests implements Task<WorkerRequests, WorkerReplies> {
  /** The worker's own; tasks run one at a time on one thread. */
  private static @Nullable Exchange exchange;

  private static long openNanos;

  private final FarSlot slot =
      new FarSlot(number -> open().issue(number), () -> open().connectionsOpened());

  @Override
  public Codec<WorkerRequests> argumentCodec() {
    return WorkerRequests.CODEC;
  }

  @Override
  public Codec<WorkerReplies> resultCodec() {
    return WorkerReplies.CODEC;
  }

  @Override
  public WorkerReplies run(WorkerRequests requests, Queues queues) {
    return slot.issue(
        requests.numbers(), requests.timed(), requests.firstNanos(), requests.lastNanos());
  }

  private static Exchange open() {
    return Objects.requireNonNull(exchange, "no exchange was opened");
  }

  /**
   * Opens a worker's exchange: a worker's first task. Its argument is the exchange as {@link
   * ExchangeSpec} writes it, the target's base address, and the bytes of a valid reply's body.
   */
  static final class Open implements Task<List<String>, Boolean> {
    static List<String> argument(ExchangeSpec exchange, Target target) {
      return List.of(
          exchange.toString(), target.base().toString(), Integer.toString(target.bodyBytes()));
    }

    @Override
    public Codec<List<String>> argumentCodec() {
      return Codec.listOf(Codec.TEXT);
    }

    @Override
    public Codec<Boolean> resultCodec() {
      return Codec.BOOLEAN;
    }

    @Override
    public Boolean run(List<String> words, Queues queues) {
      Target target = new Target(URI.create(words.get(1)), Integer.parseInt(words.get(2)));
      Exchange opened = ExchangeSpec.parse(words.getFirst()).open(target, 1);
      Runtime.getRuntime().addShutdownHook(new Thread(opened::close, "close-exchange"));
      exchange = opened;
      openNanos = System.nanoTime();
      return true;
    }
  }

  /** Tells when the worker's own code began and when its exchange was open, in nanoseconds. */
  static final class Moment implements Task<Integer, List<Long>> {
    @Override
    public Codec<Integer> argumentCodec() {
      return Codec.INTEGER;
    }

    @Override
    public Codec<List<Long>> resultCodec() {
      return Codec.listOf(Codec.LONG);
    }

    @Override
    public List<Long> run(Integer worker, Queues queues) {
      return List.of(WorkerMain.beganNanos(), openNanos);
    }
  }
}
