package fanout.process;

import fanout.exchange.Exchange;
import fanout.exchange.Failure;
import fanout.exchange.Outcome;
import fanout.exchange.Reply;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A worker that misbehaves in a chosen way, at its start or when it gets request {@link #AT}. */
final class FaultyWorker {
  /** The request at which it misbehaves. */
  static final int AT = 5;

  /** The request just before, which some faults stall. */
  static final int STALLED = AT - 1;

  /** What a flooding worker prints: more than any pipe holds. */
  static final int FLOOD_BYTES = 2 << 20;

  /** The ways to misbehave. */
  enum Fault {
    EXIT_AT_START,
    GARBAGE_AT_START,
    CLOSE_AT_START,
    SIGKILL,
    SIGKILL_WHILE_OTHERS_STALL,
    EXIT_WITH_3,
    GRANDCHILD_KEEPS_PIPES,
    BAD_FRAME,
    WRONG_RESULTS,
    CLOSED_OUTPUT,
    THROW,
    NOISE_ON_STDOUT,
    FLOOD_ON_STDERR,
    FAILURES,
    KILLED_DECODING,
    EXIT_DECODING,
    THROW_DECODING,
    KILLED_ENCODING,
    EXIT_ENCODING,
    THROW_ENCODING,
    UNDECODABLE,
    KILLED_IN_A_LONG_FRAME,
    STOPPED_IN_A_LONG_FRAME,
    STOPPED,
    STALL,
    SLOW_READER,
    KILLED_AFTER_SHUTDOWN,
    THROW_AFTER_SHUTDOWN,
    STOPPED_AFTER_SHUTDOWN
  }

  private FaultyWorker() {}

  static WorkerCommand with(Fault fault) {
    return new WorkerCommand(FaultyWorker.class.getName(), List.of(), List.of(fault.name()));
  }

  public static void main(String[] args) throws IOException {
    Fault fault = Fault.valueOf(args[0]);
    atStart(fault);
    ByteLink link = WorkerMain.joinLink();
    FrameChannel channel = new FaultyChannel(WorkerMain.begin(link), link, fault);
    new WorkerLoop(channel, new FaultyExchange(fault, channel)).run();
    System.exit(0);
  }

  private static void atStart(Fault fault) throws IOException {
    switch (fault) {
      case EXIT_AT_START -> {
        System.err.println("no such moon");
        System.exit(7);
      }
      case GARBAGE_AT_START -> {
        writeToChannel("Hello, world");
        stall();
      }
      case CLOSE_AT_START -> {
        new FileOutputStream(FileDescriptor.out).close();
        stall();
      }
      default -> {}
    }
  }

  private static void writeToChannel(String text) {
    try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
      stall();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends this process a signal, and waits until it has come. */
  static void signalSelf(String signal) {
    String pid = Long.toString(ProcessHandle.current().pid());
    try {
      new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    stall();
  }

  /** Is slow for a moment. */
  static void rest() {
    LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
  }

  private static void stall() {
    while (true) {
      LockSupport.park();
    }
  }

  private record FaultyExchange(Fault fault, FrameChannel channel) implements Exchange {
    @Override
    public Outcome issue(int number) {
      try {
        return number == AT ? misbehave() : answer(number);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Outcome answer(int number) {
      if (number == STALLED && fault == Fault.SIGKILL_WHILE_OTHERS_STALL) {
        stall();
      }
      if (fault == Fault.FAILURES && number % 2 == 1) {
        return new Failure(number, Failure.Kind.STATUS, "expected 200, got 500 for " + number);
      }
      return new Reply(number, 200, 32);
    }

    private Outcome misbehave() throws IOException {
      switch (fault) {
        case SIGKILL, SIGKILL_WHILE_OTHERS_STALL -> signalSelf("KILL");
        case STOPPED -> signalSelf("STOP");
        case STALL -> stall();
        case EXIT_WITH_3 -> {
          System.err.println("giving up");
          System.exit(3);
        }
        case GRANDCHILD_KEEPS_PIPES -> {
          new ProcessBuilder("sleep", "20").inheritIO().start();
          Runtime.getRuntime().halt(4);
        }
        case BAD_FRAME -> writeToChannel("this is no frame");
        case WRONG_RESULTS ->
            channel.send(new Frame.Results(77, List.of(new Reply(77, 200, 32)), 0, null));
        case CLOSED_OUTPUT -> {
          channel.close();
          stall();
        }
        case THROW -> throw new IllegalStateException("what an exchange never does");
        case NOISE_ON_STDOUT -> System.out.println("noise ".repeat(10_000));
        case FLOOD_ON_STDERR -> System.err.println("x".repeat(FLOOD_BYTES) + "the end");
        default -> {}
      }
      return answer(AT);
    }

    @Override
    public long connectionsOpened() {
      return 1;
    }

    @Override
    public void close() {}
  }
}
