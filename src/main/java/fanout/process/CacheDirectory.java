package fanout.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * A directory of one user's caches, which nobody else may enter: the JVM runs what is in them. A
 * cache's name tells its key and its checksum, so that a file that is there under its name is
 * whole.
 */
final class CacheDirectory {
  /** Overrides where caches are kept. */
  static final String PROPERTY = "fanout.cache";

  /** Each is large; a rebuilt jar needs a new one. */
  private static final int MOST_KEPT = 4;

  private static final String CACHE = ".aot";
  private static final String UNFINISHED = "tmp-";
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;

  private CacheDirectory(Path path) {
    this.path = path;
  }

  /** Returns where this user's caches are kept. */
  static Path ofUser() {
    String given = System.getProperty(PROPERTY);
    if (given != null) {
      return Path.of(given);
    }
    String base = System.getenv("XDG_CACHE_HOME");
    Path caches =
        base != null && Path.of(base).isAbsolute()
            ? Path.of(base)
            : Path.of(System.getProperty("user.home"), ".cache");
    return caches.resolve("fanout");
  }

  /**
   * Opens a directory, made if it is not there, and removes what dead makers left in it.
   *
   * @throws IOException if it cannot be made, or is not this user's alone
   */
  static CacheDirectory open(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Path parent = path.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectories(path, PosixFilePermissions.asFileAttribute(PRIVATE));
    }
    requirePrivate(path);
    CacheDirectory directory = new CacheDirectory(path);
    directory.sweep();
    return directory;
  }

  /** Returns the whole file of a key; one that is damaged is removed. */
  Optional<Path> find(String key) throws IOException {
    for (Path file : files(key + "-*" + CACHE)) {
      if (file.getFileName().toString().equals(name(key, file))) {
        return Optional.of(file);
      }
      delete(file);
    }
    return Optional.empty();
  }

  /** Returns the name of a file that this process may fill. */
  Path temporary(String ending) {
    return path.resolve(
        UNFINISHED + ProcessHandle.current().pid() + "-" + System.nanoTime() + ending);
  }

  /** Gives a whole file its name, at once, and removes the oldest caches beyond those kept. */
  Path publish(String key, Path temporary) throws IOException {
    Path file = path.resolve(name(key, temporary));
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    List<Path> caches = new ArrayList<>(files("*" + CACHE));
    caches.sort(Comparator.comparingLong(CacheDirectory::modifiedMillis).reversed());
    for (Path old : caches.subList(Math.min(MOST_KEPT, caches.size()), caches.size())) {
      delete(old);
    }
    return file;
  }

  /** Removes a file if it is there; a JVM that has it open keeps it until its end. */
  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  private void sweep() throws IOException {
    for (Path file : files(UNFINISHED + "*")) {
      String maker = file.getFileName().toString().substring(UNFINISHED.length()).split("-", 2)[0];
      if (!maker.matches("\\d{1,18}") || ProcessHandle.of(Long.parseLong(maker)).isEmpty()) {
        delete(file);
      }
    }
  }

  private List<Path> files(String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, glob)) {
      entries.forEach(found::add);
    }
    return found;
  }

  private static void requirePrivate(Path path) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    Set<PosixFilePermission> others = EnumSet.copyOf(attributes.permissions());
    others.removeAll(PRIVATE);
    String me = System.getProperty("user.name");
    if (!attributes.isDirectory()
        || !others.isEmpty()
        || !attributes.owner().getName().equals(me)) {
      throw new IOException(
          path
              + " must be a directory of "
              + me
              + " alone (rwx------), is of "
              + attributes.owner()
              + ", "
              + PosixFilePermissions.toString(attributes.permissions()));
    }
  }

  private static String name(String key, Path file) throws IOException {
    CRC32C sum = new CRC32C();
    try (InputStream bytes = new CheckedInputStream(Files.newInputStream(file), sum)) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
    return key + "-" + HexFormat.of().toHexDigits((int) sum.getValue()) + CACHE;
  }

  private static long modifiedMillis(Path file) {
    return file.toFile().lastModified();
  }
}
