package fanout.benchmarks;

import fanout.os.ProcessPipes;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Another process that sends back every byte at once, over a pipe each way or over a Unix-domain
 * socket: what one round trip between two processes costs, with nothing around it.
 *
 * <p>Used by one thread at a time.
 */
public final class EchoProcess implements AutoCloseable {
  private static final long END_SECONDS = 5;

  private final Process process;
  private final ReadableByteChannel in;
  private final WritableByteChannel out;
  private final @Nullable Path socket;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1);

  private EchoProcess(
      Process process, ReadableByteChannel in, WritableByteChannel out, @Nullable Path socket) {
    this.process = process;
    this.in = in;
    this.out = out;
    this.socket = socket;
  }

  /**
   * Starts a process that echoes over pipes.
   *
   * @throws IOException if it cannot be started
   */
  public static EchoProcess overPipes() throws IOException {
    Process process = start(List.of());
    ProcessPipes pipes = ProcessPipes.of(process);
    return new EchoProcess(process, pipes.stdout(), pipes.stdin(), null);
  }

  /**
   * Starts a process that echoes over a Unix-domain socket, and connects to it.
   *
   * @throws IOException if it cannot be started, or ends before it listens
   */
  public static EchoProcess overSocket() throws IOException {
    Path directory = Files.createTempDirectory("fanout-echo");
    Path socket = directory.resolve("socket");
    Process process = start(List.of(socket.toString()));
    try {
      if (process.getInputStream().read() < 0) {
        throw new EOFException("the echo process ended before it listened on " + socket);
      }
      SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
      return new EchoProcess(process, channel, channel, socket);
    } catch (IOException e) {
      process.destroyForcibly();
      delete(socket);
      throw e;
    }
  }

  /**
   * Sends one byte and returns when it is back.
   *
   * @throws IOException if the process is gone
   */
  public void make() throws IOException {
    buffer.clear();
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
    buffer.clear();
    while (buffer.hasRemaining()) {
      if (in.read(buffer) < 0) {
        throw new EOFException("the echo process " + process.pid() + " has ended");
      }
    }
  }

  /** Returns the number of the process. */
  public long pid() {
    return process.pid();
  }

  /** Ends the process, by force if it does not end by itself in {@value #END_SECONDS} s. */
  @Override
  public void close() {
    try {
      out.close();
      in.close();
      process.getOutputStream().close();
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      if (socket != null) {
        delete(socket);
      }
    } catch (IOException e) {
      process.destroyForcibly();
      throw new UncheckedIOException("an echo process could not be closed", e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Process start(List<String> arguments) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:+UseSerialGC", "-Xmx16m", "-XX:+DisplayVMOutputToStderr"));
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Echo.class.getName()));
    words.addAll(arguments);
    return new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void delete(Path socket) throws IOException {
    Files.deleteIfExists(socket);
    Path directory = socket.getParent();
    if (directory != null) {
      Files.deleteIfExists(directory);
    }
  }
}
