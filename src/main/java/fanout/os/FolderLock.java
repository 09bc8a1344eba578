package fanout.os;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to write into a folder, which one process has at a time. The system takes it back from
 * a process that ends in any way; the file {@code .lock} that is left then locks nobody out.
 *
 * <p>POSIX drops all of a process's locks on a file when the process closes any descriptor of it.
 * So a file that this process has locked is not opened again.
 */
public final class FolderLock implements AutoCloseable {
  /** The files that this process has locked, or is about to lock. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

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
    Path file = Files.createDirectories(folder).toRealPath().resolve(".lock");
    RandomAccessFile opened = HELD.add(file) ? openHeld(file) : null;
    if (opened == null) {
      throw new IllegalStateException(
          folder + ": another run writes into it; wait for its end, or name another folder");
    }
    return new FolderLock(file, opened);
  }

  private static @Nullable RandomAccessFile openHeld(Path file) throws IOException {
    RandomAccessFile opened = null;
    try {
      opened = openLocked(file);
      return opened;
    } finally {
      if (opened == null) {
        HELD.remove(file);
      }
    }
  }

  /**
   * Makes a file, if it is not there, and opens and locks it. To be called for no file that this
   * process has locked.
   *
   * @return {@code null} if another process has locked it
   */
  static @Nullable RandomAccessFile openLocked(Path file) throws IOException {
    while (true) {
      Object before = keyOrMade(file);
      RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw");
      boolean kept = false;
      try {
        if (tryLock(opened.getChannel()) == null) {
          return null;
        }
        // Who had the lock may have removed or moved the file between our opening and our locking.
        kept = before.equals(keyOrMade(file));
        if (kept) {
          return opened;
        }
      } finally {
        if (!kept) {
          opened.close();
        }
      }
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

  /** Returns what tells a file from all others, also from a later one of its name. */
  private static Object keyOrMade(Path file) throws IOException {
    while (true) {
      try {
        return Files.getAttribute(file, "fileKey");
      } catch (NoSuchFileException e) {
        make(file);
      }
    }
  }

  private static void make(Path file) throws IOException {
    try {
      Files.createFile(file);
    } catch (FileAlreadyExistsException e) {
      if (Files.isSymbolicLink(file)) {
        throw new IOException(file + ": is a link to a file that is not there", e);
      }
      return; // another run was faster
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
    HELD.remove(file);
  }
}
