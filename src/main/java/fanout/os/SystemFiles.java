package fanout.os;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files under {@code /proc} and {@code /sys} in which Linux tells about itself. A file that is
 * not there, or may not be read, says nothing.
 *
 * @param root {@code /}, or the folder that the names are below
 */
public record SystemFiles(Path root) {
  /** The files of this machine, as this process sees them. */
  public static final SystemFiles OWN = new SystemFiles(Path.of("/"));

  /** Far more than such a file has, even where there are thousands of processors. */
  private static final int LONGEST = 1 << 22;

  /**
   * Returns the files below {@code /proc/PID/task}.
   *
   * @param process its number, or "self"
   */
  static SystemFiles threadsOf(String process) {
    return new SystemFiles(Path.of("/proc", process, "task"));
  }

  /** Tells whether an open file of this process, by its number, is a way to another program. */
  public boolean isToProgram(int descriptor) {
    try {
      Path open = root.resolve("proc/self/fd/" + descriptor);
      String link = Files.readSymbolicLink(open).toString();
      return link.startsWith("pipe:") || link.startsWith("socket:");
    } catch (IOException e) {
      return false; // not there, or not for this user
    }
  }

  /** Returns a file's text without the white space around it. */
  public Optional<String> text(String file) {
    // Not by Files.readString, which takes a first byte where a size is not known: of a number
    // under /proc/sys the kernel gives the rest to nobody who took only its beginning.
    try (InputStream in = new FileInputStream(root.resolve(file).toFile())) {
      return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8).strip());
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // not there, or not for this user
    }
  }

  /** Returns what the first group of a pattern finds in a file. */
  public Optional<String> find(String file, String pattern) {
    Matcher matcher = Pattern.compile(pattern, Pattern.MULTILINE).matcher(text(file).orElse(""));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** Returns the whole number that the first group of a pattern finds; no other text is one. */
  public OptionalLong number(String file, String pattern) {
    Optional<String> found = find(file, pattern).filter(it -> it.matches("-?\\d{1,18}"));
    return found.isPresent() ? OptionalLong.of(Long.parseLong(found.get())) : OptionalLong.empty();
  }

  /** Returns the names of what a folder holds, sorted; none if it is not there. */
  public List<String> names(String folder) {
    try (Stream<Path> files = Files.list(root.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of(); // not there, or not for this user
    }
  }
}
