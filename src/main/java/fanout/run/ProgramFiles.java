package fanout.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The jars that this program was started from. A fork that starts after one was replaced would run
 * the other build under the first one's commit.
 */
final class ProgramFiles {
  private final List<Stamp> stamps = new ArrayList<>();

  private record Stamp(Path file, long size, FileTime modified, @Nullable Object key) {
    static Stamp of(Path file) throws IOException {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(
          file, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
  }

  /** Looks at the jars on a class path. */
  ProgramFiles(String classPath) throws IOException {
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path file = Path.of(entry).toAbsolutePath();
      if (Files.isRegularFile(file)) {
        stamps.add(Stamp.of(file));
      }
    }
  }

  /**
   * Compares them with what is there now.
   *
   * @throws RunFailedException if one was replaced, changed or removed
   */
  void requireSame() {
    for (Stamp before : stamps) {
      try {
        if (before.equals(Stamp.of(before.file))) {
          continue;
        }
      } catch (IOException e) {
        throw new RunFailedException(before.file + " has gone since the run began", e);
      }
      throw new RunFailedException(before.file + " was replaced since the run began");
    }
  }
}
