package fanout.os;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * JMH's lock, by which one run at a time measures on a machine, whoever started it. JMH itself
 * fails where another run has it, and where another user made its file; this waits.
 */
public final class JmhLock implements AutoCloseable {
  /** The property by which JMH is told to do without its lock. */
  public static final String IGNORED = "jmh.ignoreLock";

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  /** Ten minutes: a log of hours of waiting still fits on a screen. */
  private static final int LOOKS_BETWEEN_LINES = 6_000;

  private final @Nullable FileChannel held;

  private JmhLock(@Nullable FileChannel held) {
    this.held = held;
  }

  /**
   * Takes the lock, or nothing where {@code -Djmh.ignoreLock=true} was given.
   *
   * @param say takes a line if the lock must be waited for, and another now and then: who has it
   * @throws IOException if the lock's file can be neither made nor opened
   * @throws InterruptedException if interrupted while waiting
   */
  public static JmhLock take(Consumer<String> say) throws IOException, InterruptedException {
    return Boolean.getBoolean(IGNORED)
        ? new JmhLock(null)
        : take(Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock"), say);
  }

  /** The same, of a file. */
  public static JmhLock take(Path file, Consumer<String> say)
      throws IOException, InterruptedException {
    return take(file, say, LOOKS_BETWEEN_LINES);
  }

  static JmhLock take(Path file, Consumer<String> say, int looksBetweenLines)
      throws IOException, InterruptedException {
    boolean shared = false;
    FileChannel channel;
    try {
      channel = open(file);
    } catch (AccessDeniedException e) {
      // A reader's lock keeps out the file's owner, though no other reader.
      shared = true;
      channel = openToRead(file);
    }
    try {
      for (int looks = 0; channel.tryLock(0, Long.MAX_VALUE, shared) == null; looks++) {
        if (looks % looksBetweenLines == 0) {
          say.accept(waiting(file));
        }
        Thread.sleep(BETWEEN_LOOKS);
      }
      return new JmhLock(channel);
    } catch (IOException | RuntimeException | InterruptedException e) {
      channel.close();
      throw e;
    }
  }

  private static String waiting(Path file) {
    return "waits for %s, which holds JMH's lock %s (-D%s=true does not wait)"
        .formatted(holder(file), file, IGNORED);
  }

  /** Never with O_CREAT on a file that is there: in /tmp Linux refuses that on one of another's. */
  private static FileChannel open(Path file) throws IOException {
    while (true) {
      try {
        return FileChannel.open(file, StandardOpenOption.WRITE);
      } catch (NoSuchFileException e) {
        create(file);
      }
    }
  }

  private static void create(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      if (Files.isSymbolicLink(file)) {
        throw new IOException(file + ": JMH's lock is a link to a file that is not there", e);
      }
      return; // another run was faster
    } catch (IOException e) {
      throw new IOException(file + ": JMH's lock cannot be made: " + e.getMessage(), e);
    }
    // For every user, as JMH does.
    boolean isForAll =
        file.toFile().setReadable(true, false) && file.toFile().setWritable(true, false);
    if (!isForAll) {
      throw new IOException(file + ": JMH's lock cannot be opened to other users");
    }
  }

  private static FileChannel openToRead(Path file) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.READ);
    } catch (AccessDeniedException e) {
      throw new IOException(
          "%s: JMH's lock belongs to another user and may not be opened (-D%s=true does without)"
              .formatted(file, IGNORED),
          e);
    }
  }

  /** Linux lists locks by process and inode. */
  private static String holder(Path file) {
    try {
      String pattern =
          "POSIX +ADVISORY +\\w+ +(\\d+) +\\w+:\\w+:%s 0 EOF$"
              .formatted(Files.getAttribute(file, "unix:ino"));
      Optional<String> pid = SystemFiles.OWN.find("proc/locks", pattern);
      return pid.map(JmhLock::describe).orElse("another process");
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return "another process";
    }
  }

  private static String describe(String pid) {
    Optional<String> user =
        ProcessHandle.of(Long.parseLong(pid)).flatMap(process -> process.info().user());
    return "process " + pid + user.map(name -> " of user " + name).orElse("");
  }

  /** Gives the lock back; a second time does nothing. */
  @Override
  public void close() throws IOException {
    if (held != null) {
      held.close();
    }
  }
}
