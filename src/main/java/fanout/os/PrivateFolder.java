package fanout.os;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Folders in the temporary directory that only this user may enter. Their names tell the process
 * that made them, so that a later one can remove what a killed one has left.
 */
public final class PrivateFolder {
  private static final String PREFIX = "fanout-";
  private static final int RADIX = Character.MAX_RADIX;
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\w+)-(\\w+)-\\d+");

  private PrivateFolder() {}

  /**
   * Makes a folder.
   *
   * @throws IOException if it cannot be made
   */
  public static Path make() throws IOException {
    String owner = Long.toString(ProcessHandle.current().pid(), RADIX);
    return Files.createTempDirectory(
        PREFIX + namespace() + "-" + owner + "-",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /** Removes the folders of this user whose process has ended. */
  public static void sweep() {
    sweep(Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** The same, in a directory. */
  static void sweep(Path directory) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, PREFIX + "*")) {
      for (Path folder : found) {
        Matcher name = NAME.matcher(folder.getFileName().toString());
        if (name.matches()
            && name.group(1).equals(namespace())
            && isOwn(folder)
            && ProcessHandle.of(Long.parseLong(name.group(2), RADIX)).isEmpty()) {
          remove(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException | NumberFormatException e) {
      return; // what cannot be looked through or removed can stay
    }
  }

  private static boolean isOwn(Path folder) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)
            .equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
  }

  /** Removes a folder and its files. */
  public static void remove(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  /** Removes a file and the folder made for it alone, unless another process has done so. */
  public static void removeOf(Path file) throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(file.getParent());
  }

  /** Containers that share a temporary directory number their processes independently. */
  private static String namespace() {
    try {
      String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      return Long.toString(Long.parseLong(link.replaceAll("\\D", "")), RADIX);
    } catch (IOException | NumberFormatException e) {
      return "0"; // not Linux
    }
  }
}
