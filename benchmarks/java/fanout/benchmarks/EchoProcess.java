package fanout.benchmarks;

import fanout.os.ChildProcess;
import fanout.os.Dialogue;
import fanout.os.JvmCommand;
import fanout.os.PrivateFolder;
import java.io.EOFException;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another process that sends back every byte at once, over a pipe each way or over a Unix-domain
 * socket: what one round trip between two processes costs, with nothing around it.
 *
 * <p>Used by one thread at a time.
 */
public final class EchoProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(20);
  private static final Duration END_LIMIT = Duration.ofSeconds(5);

  private final ChildProcess process;
  private final ReadableByteChannel in;
  private final WritableByteChannel out;
  private final Flushable buffered;
  private final @Nullable Path socket;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1);
  private byte sent;

  private EchoProcess(
      ChildProcess process,
      ReadableByteChannel in,
      WritableByteChannel out,
      Flushable buffered,
      @Nullable Path socket) {
    this.process = process;
    this.in = in;
    this.out = out;
    this.buffered = buffered;
    this.socket = socket;
  }

  /**
   * Starts a process that echoes over pipes.
   *
   * @throws IOException if it cannot be started
   */
  public static EchoProcess overPipes() throws IOException {
    ChildProcess process = start(List.of());
    OutputStream stdin = process.pipes().stdin();
    return new EchoProcess(
        process, process.pipes().stdout(), Channels.newChannel(stdin), stdin, null);
  }

  /**
   * Starts a process that echoes over a Unix-domain socket, and connects to it.
   *
   * @throws IOException if it cannot be started, or ends before it listens
   */
  public static EchoProcess overSocket() throws IOException {
    Path socket = PrivateFolder.make().resolve("socket");
    ChildProcess process = start(List.of(socket.toString()));
    try {
      new Dialogue(process).await(START_LIMIT);
      SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
      return new EchoProcess(process, channel, channel, () -> {}, socket);
    } catch (IOException e) {
      process.close();
      PrivateFolder.removeOf(socket);
      throw e;
    }
  }

  /**
   * Sends one byte and returns when it is back.
   *
   * @throws IOException if the process is gone, or another byte has come
   */
  public void make() throws IOException {
    buffer.clear().put(++sent).flip();
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    buffered.flush();
    buffer.clear();
    while (buffer.hasRemaining()) {
      if (in.read(buffer) < 0) {
        throw new EOFException("the echo process " + process.pid() + " has ended");
      }
    }
    if (buffer.get(0) != sent) {
      throw new IOException(
          "the echo process %d sent back %d, expected %d"
              .formatted(process.pid(), buffer.get(0), sent));
    }
  }

  /** Returns the number of the process. */
  public long pid() {
    return process.pid();
  }

  /** Ends the process, by force if it does not end by itself in 5 s. */
  @Override
  public void close() {
    try {
      out.close();
      process.end(END_LIMIT);
      if (socket != null) {
        PrivateFolder.removeOf(socket);
      }
    } catch (IOException e) {
      process.close();
      throw new UncheckedIOException("an echo process could not be closed", e);
    }
  }

  private static ChildProcess start(List<String> arguments) throws IOException {
    return ChildProcess.start(
        "echo process",
        JvmCommand.of(Echo.class.getName())
            .withHeap("8m", "16m")
            .withOptions("-XX:+UseSerialGC")
            .withArguments(arguments));
  }
}
