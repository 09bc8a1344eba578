package fanout.os;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/**
 * A file that is written completely or not at all: into a temporary file beside its place, forced
 * to disk, and moved there in one step, which is forced too.
 */
public final class AtomicFile {
  /** Two processes, or two threads, never meet in one temporary name. */
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path file;

  private AtomicFile(Path file) {
    this.file = file;
  }

  /**
   * Prepares a file's place, so that a run whose result could not be kept does not begin.
   *
   * @throws IllegalArgumentException if the file could not be written
   */
  public static AtomicFile at(Path path) {
    AtomicFile prepared = new AtomicFile(target(path));
    Path folder = prepared.folder();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          path + ": its folder cannot be made: " + e.getMessage(), e);
    }
    if (Files.isDirectory(prepared.file)) {
      throw new IllegalArgumentException(path + ": is a folder, and a plain file is needed");
    }
    if (!Files.isWritable(folder)) {
      throw new IllegalArgumentException(path + ": its folder cannot be written to");
    }
    return prepared;
  }

  /** A link leads to its file; a device, such as /dev/null, would be replaced by a plain file. */
  private static Path target(Path path) {
    if (!Files.exists(path)) {
      return path.toAbsolutePath();
    }
    if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw new IllegalArgumentException(path + ": is a device, and a plain file is needed");
    }
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new IllegalArgumentException(path + ": cannot be found: " + e.getMessage(), e);
    }
  }

  /**
   * Replaces a file, or makes it.
   *
   * @throws IllegalArgumentException if it cannot be written there
   * @throws UncheckedIOException if it cannot be written
   */
  public static void write(Path path, byte[] content) {
    try {
      at(path).replace(content);
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * Writes the content in place of what was there.
   *
   * @param content all bytes of the file
   * @throws IOException if it could not be written; an older file is then as it was
   */
  public void replace(byte[] content) throws IOException {
    // Not File.createTempFile, whose file only its owner may read.
    String name = ".%s.%016x.tmp".formatted(file.getFileName(), RANDOM.nextLong());
    Path temporary = folder().resolve(name);
    try {
      // A stream and no channel: an interrupt, such as Ctrl-C brings, would close a channel.
      try (FileOutputStream out = new FileOutputStream(temporary.toFile())) {
        out.write(content);
        out.getFD().sync();
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      forceFolder();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Returns where the file is, or will be. */
  Path path() {
    return file;
  }

  /** Else the new name could be lost with the power although the content is on disk. */
  void forceFolder() {
    try (FileChannel channel = FileChannel.open(folder(), StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      return; // some file systems open no folder, and the file is complete all the same
    }
  }

  private Path folder() {
    Path parent = file.getParent();
    return parent == null ? file.getRoot() : parent;
  }
}
