package fanout.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written completely or not at all: into a temporary file beside its place, forced
 * to disk, and moved there in one step.
 */
public final class AtomicFile {
  private final Path file;

  private AtomicFile(Path file) {
    this.file = file;
  }

  /**
   * Prepares a file's place, so that a run whose result could not be kept does not begin.
   *
   * @throws BadOptionException if the file could not be written
   */
  public static AtomicFile at(Path path) {
    AtomicFile prepared = new AtomicFile(target(path));
    Path folder = prepared.folder();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BadOptionException(path + ": its folder cannot be made: " + e.getMessage(), e);
    }
    if (Files.isDirectory(prepared.file)) {
      throw new BadOptionException(path + ": is a folder, and a plain file is needed");
    }
    if (!Files.isWritable(folder)) {
      throw new BadOptionException(path + ": its folder cannot be written to");
    }
    return prepared;
  }

  /** A link leads to its file; a device, such as /dev/null, would be replaced by a plain file. */
  private static Path target(Path path) {
    if (!Files.exists(path)) {
      return path.toAbsolutePath();
    }
    if (!Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw new BadOptionException(path + ": is a device, and a plain file is needed");
    }
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new BadOptionException(path + ": cannot be found: " + e.getMessage(), e);
    }
  }

  /**
   * Writes the content in place of what was there.
   *
   * @param content all bytes of the file
   * @throws IOException if it could not be written; an older file is then as it was
   */
  public void replace(byte[] content) throws IOException {
    Path temporary =
        folder().resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private Path folder() {
    Path parent = file.getParent();
    return parent == null ? file.getRoot() : parent;
  }
}
