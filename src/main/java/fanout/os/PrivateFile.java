package fanout.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file by which two processes find each other, alone in a directory that only this user may
 * enter. It is needed for a moment only: whichever of the two is first to have what it needs
 * removes it, and both remove it at their end.
 *
 * @param path where the file is, or will be
 */
public record PrivateFile(Path path) {
  /**
   * Makes the directory, not the file.
   *
   * @param name the file's name
   */
  public static PrivateFile make(String name) throws IOException {
    return new PrivateFile(PrivateFolder.make().resolve(name));
  }

  /** Removes the file and its directory, if they are there. */
  public void remove() throws IOException {
    Files.deleteIfExists(path);
    Path directory = path.getParent();
    if (directory != null) {
      Files.deleteIfExists(directory);
    }
  }
}
