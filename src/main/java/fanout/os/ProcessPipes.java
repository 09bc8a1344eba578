package fanout.os;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * This process's ends of a child's three standard streams.
 *
 * <p>Where the system shows a process's descriptors as files (Linux), the ends are opened anew:
 * they do without the copies of {@link Process}'s own streams, and a thread that reads from one is
 * set free when it is closed, even while a grandchild holds the other end. A thread that writes may
 * be interrupted and does not close anything by that. Elsewhere, or if the child has ended already,
 * the process's own streams do.
 *
 * @param stdin writes to the child's standard input, once it is flushed
 * @param stdout reads from the child's standard output
 * @param stderr reads from the child's standard error
 */
public record ProcessPipes(
    OutputStream stdin, ReadableByteChannel stdout, ReadableByteChannel stderr)
    implements AutoCloseable {

  /** Returns the ends of the pipes of a process that was started with pipes. */
  public static ProcessPipes of(Process process) throws IOException {
    Path descriptors = Path.of("/proc", Long.toString(process.pid()), "fd");
    FileOutputStream stdin = null;
    FileChannel stdout = null;
    FileChannel stderr;
    try {
      stdin = new FileOutputStream(descriptors.resolve("0").toFile());
      stdout = FileChannel.open(descriptors.resolve("1"), StandardOpenOption.READ);
      stderr = FileChannel.open(descriptors.resolve("2"), StandardOpenOption.READ);
    } catch (IOException e) {
      // Not a failure of its own: this system has no such files, or the child is dead already.
      closeAll(stdin, stdout);
      return ownStreamsOf(process);
    }
    // Otherwise the child would not see the end of its standard input when ours closes.
    closeAll(process.getOutputStream(), process.getInputStream(), process.getErrorStream());
    return new ProcessPipes(stdin, stdout, stderr);
  }

  /** Closes all three. */
  @Override
  public void close() throws IOException {
    try (stderr;
        stdout) {
      stdin.close();
    }
  }

  private static ProcessPipes ownStreamsOf(Process process) {
    return new ProcessPipes(
        process.getOutputStream(),
        Channels.newChannel(process.getInputStream()),
        Channels.newChannel(process.getErrorStream()));
  }

  private static void closeAll(@Nullable Closeable... all) throws IOException {
    for (Closeable each : all) {
      if (each != null) {
        each.close();
      }
    }
  }
}
