package fanout.os;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The right to write into a folder, which one process has at a time. The system takes it back from
 * a process that ends in any way; the file {@code .lock} that is left then locks nobody out.
 */
public final class FolderLock implements AutoCloseable {
  private final Path file;
  private final RandomAccessFile opened;

  private FolderLock(Path file, RandomAccessFile opened) {
    this.file = file;
    this.opened = opened;
  }

  /**
   * Makes the folder, if it is not there, and locks it.
   *
   * @throws IllegalStateException if another process, or another user of this one, has it
   * @throws IOException if the folder cannot be made or written to
   */
  public static FolderLock of(Path folder) throws IOException {
    Path file = Files.createDirectories(folder).resolve(".lock");
    while (true) {
      RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
      if (tryLock(opened.getChannel()) == null) {
        opened.close();
        throw new IllegalStateException(
            folder + ": another run writes into it; wait for its end, or name another folder");
      }
      if (isStillThere(file, opened)) {
        return new FolderLock(file, opened);
      }
      opened.close();
    }
  }

  /** Locks a file unless it is locked; then returns {@code null}. */
  static @Nullable FileLock tryLock(FileChannel opened) throws IOException {
    try {
      return opened.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this very process has it
    }
  }

  /** The one who had the lock may have removed the file between our opening and our locking. */
  private static boolean isStillThere(Path file, RandomAccessFile opened) throws IOException {
    String mark = UUID.randomUUID().toString();
    opened.setLength(0);
    // Not through the channel, which an interrupt would close.
    opened.write(mark.getBytes(StandardCharsets.US_ASCII));
    try {
      return Files.readString(file).equals(mark);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** Gives the folder back; a second time does nothing. */
  @Override
  public void close() {
    if (!opened.getChannel().isOpen()) {
      return;
    }
    try {
      Files.deleteIfExists(file);
      opened.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": cannot be removed: " + e.getMessage(), e);
    }
  }
}
