package fanout.process;

import fanout.os.ParentWatch;
import fanout.process.Frame.Hello;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;

/** The main class of a worker process. */
public final class WorkerMain {
  /** Opens an address that is not {@code pipe}: the path of the socket follows. */
  static final String SOCKET_PREFIX = "unix:";

  /** The main class is initialised just before its main method is called. */
  private static final long BEGAN_NANOS = System.nanoTime();

  private static final Duration WATCH_PERIOD = Duration.ofSeconds(1);

  private WorkerMain() {}

  /**
   * Serves tasks until the parent closes the channel.
   *
   * @param args where the channel is: {@code pipe} for the standard streams, or a socket
   * @throws IOException if the channel breaks or carries what is no frame
   */
  public static void main(String[] args) throws IOException {
    new TaskRunner(begin(args[args.length - 1])).run();
    // Not left to the last thread's end: a thread that a library left would keep the process.
    System.exit(0);
  }

  /** Returns when this worker's own code began, on the clock of {@link System#nanoTime}. */
  public static long beganNanos() {
    return BEGAN_NANOS;
  }

  /** Joins the channel, starts watching the parent, says hello and waits for the first call. */
  static FrameChannel begin(String address) throws IOException {
    Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> end(thrown));
    System.setOut(System.err);
    System.setIn(InputStream.nullInputStream());
    ParentWatch.start(WATCH_PERIOD);
    InputStream in = new FileInputStream("/dev/fd/0");
    FrameChannel channel = new FrameChannel(link(address, in));
    channel.send(new Hello(ProcessHandle.current().pid()));
    if (channel.await()) { // the parent has opened all that it will open of this process
      leaveStandardStreams();
    }
    return channel;
  }

  private static ByteLink link(String address, InputStream in) throws IOException {
    if (address.startsWith(SOCKET_PREFIX)) {
      return SocketLink.join(Path.of(address.substring(SOCKET_PREFIX.length())));
    }
    if (address.equals(ChannelKind.PIPE.word())) {
      return new PipeLink(in, new FileOutputStream("/dev/fd/1"));
    }
    throw new IllegalArgumentException("no channel is at " + address);
  }

  /**
   * Keeps descriptors 0 and 1 apart from the channel, which has others: a task may print, read or
   * close them, and so may its own child processes. The JDK does not close these two but directs
   * them to {@code /dev/null}, for writing: a child process that reads from 0 is told of an error
   * and not of the end.
   */
  private static void leaveStandardStreams() throws IOException {
    new FileInputStream(FileDescriptor.in).close();
    new FileOutputStream(FileDescriptor.out).close();
  }

  /** Ends the process for sure: without its main thread it would keep its parent waiting. */
  private static void end(Throwable thrown) {
    thrown.printStackTrace();
    System.err.flush();
    Runtime.getRuntime().halt(1);
  }
}
