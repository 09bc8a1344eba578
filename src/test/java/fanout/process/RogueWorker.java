package fanout.process;

import fanout.os.JvmCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A worker that breaks the protocol in a chosen way, at its start or at its first call. */
final class RogueWorker {
  /** The ways to break it. */
  enum Fault {
    EXIT_AT_START,
    GARBAGE_AT_START,
    CLOSE_AT_START,
    SILENT_AT_START,
    WRONG_COUNT,
    UNASKED_ANSWER,
    KILLED_IN_A_LONG_FRAME,
    CLOSED_CHANNEL,
    THROW_AFTER_SHUTDOWN
  }

  private RogueWorker() {}

  static JvmCommand with(Fault fault) {
    return JvmCommand.of(RogueWorker.class.getName()).withArguments(List.of(fault.name()));
  }

  public static void main(String[] args) throws IOException {
    Fault fault = Fault.valueOf(args[0]);
    switch (fault) {
      case EXIT_AT_START -> {
        System.err.println("no such moon");
        System.exit(7);
      }
      case GARBAGE_AT_START -> {
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        out.write("Hello, world".getBytes(StandardCharsets.UTF_8));
        stall();
      }
      case CLOSE_AT_START -> {
        new FileOutputStream(FileDescriptor.out).close();
        stall();
      }
      case SILENT_AT_START -> stall();
      default -> misbehave(fault, WorkerMain.begin(args[1]));
    }
  }

  private static void misbehave(Fault fault, FrameChannel channel) throws IOException {
    while (channel.await()) {
      Frame call = channel.take();
      switch (fault) {
        case WRONG_COUNT -> channel.send(new Frame.Returned(List.of(new byte[1], new byte[1])));
        case UNASKED_ANSWER -> {
          channel.send(new Frame.Returned(((Frame.Call) call).arguments()));
          channel.send(new Frame.Returned(List.of())); // wrong, too, if a call comes before it
        }
        case KILLED_IN_A_LONG_FRAME -> {
          // The frame is longer than what the channel holds: this process is killed within it.
          Thread.ofPlatform().daemon().start(RogueWorker::dieSoon);
          channel.send(new Frame.Returned(List.of(new byte[8 << 20])));
          stall();
        }
        case CLOSED_CHANNEL -> {
          channel.close();
          stall();
        }
        default -> channel.send(new Frame.Returned(((Frame.Call) call).arguments()));
      }
    }
    if (fault == Fault.THROW_AFTER_SHUTDOWN) {
      throw new IllegalStateException("at the very end");
    }
    System.exit(0);
  }

  private static void dieSoon() {
    LockSupport.parkNanos(1_000_000);
    Runtime.getRuntime().halt(5);
  }

  private static void stall() {
    while (true) {
      LockSupport.park();
    }
  }
}
