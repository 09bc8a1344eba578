package fanout.process;

import fanout.exchange.Exchange;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.os.ParentWatch;
import fanout.process.Frame.Hello;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;

/**
 * Where a worker process starts. A system property says where the channel to its parent is; without
 * it, it is standard input and output.
 */
public final class WorkerMain {
  /** The main class is initialised just before its main method is called. */
  private static final long BEGAN_NANOS = System.nanoTime();

  private static final Duration WATCH_PERIOD = Duration.ofSeconds(1);

  private WorkerMain() {}

  /**
   * Serves chunks until standard input ends.
   *
   * @param args the exchange as {@link ExchangeSpec} writes it, the target's base address, and the
   *     bytes of a valid reply's body
   * @throws IOException if the channel breaks or carries what is no frame
   */
  public static void main(String[] args) throws IOException {
    FrameChannel channel = begin();
    Target target = new Target(URI.create(args[1]), Integer.parseInt(args[2]));
    try (Exchange exchange = ExchangeSpec.parse(args[0]).open(target, 1)) {
      new WorkerLoop(channel, exchange).run();
    }
    // Not left to the last thread's end: a thread that a library left would keep the process.
    System.exit(0);
  }

  /** Takes the standard streams for the channel, starts watching the parent, and says hello. */
  static FrameChannel begin() throws IOException {
    return begin(joinLink());
  }

  /** Finds the worker's end of what carries its frames. */
  static ByteLink joinLink() throws IOException {
    return ChannelOffer.join(
        System.getProperty(WorkerCommand.CHANNEL_PROPERTY, ChannelKind.PIPE.word()));
  }

  /** Does the same over a link that has been joined. */
  static FrameChannel begin(ByteLink link) throws IOException {
    // Whoever prints must not print into frames, and whoever reads must not eat them.
    System.setOut(System.err);
    System.setIn(InputStream.nullInputStream());
    Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> end(thrown));
    ParentWatch.start(WATCH_PERIOD);
    if (!(link instanceof PipeLink)) {
      watchStandardInput(link);
    }
    FrameChannel channel = new StreamChannel(link);
    channel.send(new Hello(ProcessHandle.current().pid()));
    return channel;
  }

  /** Returns when this process's own code began, on its clock. */
  static long beganNanos() {
    return BEGAN_NANOS;
  }

  /**
   * Where standard input is not the channel nothing comes over it, but its end tells that the
   * parent has died.
   */
  private static void watchStandardInput(ByteLink link) {
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    Thread.ofPlatform()
        .daemon()
        .name("standard-input")
        .start(
            () -> {
              try {
                while (in.read() >= 0) {
                  // Only the end means something.
                }
              } catch (IOException e) {
                System.err.println("standard input cannot be read: " + e.getMessage());
              }
              link.otherEndDied();
            });
  }

  /** Ends the process for sure: without its main thread it would keep its parent waiting. */
  private static void end(Throwable thrown) {
    thrown.printStackTrace();
    System.err.flush();
    Runtime.getRuntime().halt(1);
  }
}
