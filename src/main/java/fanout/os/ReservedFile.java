package fanout.os;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A text file whose name and space are taken long before its content is there. Until it is
 * finished, the content is in a file beside it that ends in {@value #ENDING}, which this process
 * has locked, and which an early end leaves.
 */
public final class ReservedFile implements AutoCloseable {
  /** The end of the name of an unfinished file. */
  public static final String ENDING = ".part";

  private static final byte[] BLANKS = " ".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);

  private final Path path;
  private final AtomicFile place;
  private final Path part;
  private final RandomAccessFile opened;
  private long length;
  private boolean wasLeft;

  private ReservedFile(Path path, AtomicFile place, Path part, RandomAccessFile opened) {
    this.path = path;
    this.place = place;
    this.part = part;
    this.opened = opened;
  }

  /**
   * Takes a file's name and space; an older file stays until the new one is finished, and what an
   * early end has left of one until something is put in its place.
   *
   * @param bytes how much its content may need
   * @throws IllegalArgumentException if it cannot be written, the disk is too full, or another
   *     process is writing it
   */
  public static ReservedFile at(Path path, long bytes) {
    ReservedFile reserved = open(path, bytes);
    if (reserved == null) {
      throw new IllegalArgumentException(path + ": another run is writing it; name another file");
    }
    return reserved;
  }

  /**
   * The same for a file that is new: where there is one of that name, or another process is writing
   * it or has left some of it, {@code -2}, {@code -3} and so on stands before the name's ending.
   */
  public static ReservedFile atNew(Path path, long bytes) {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    for (int number = 1; ; number++) {
      String next =
          number == 1 ? name : name.substring(0, dot) + "-" + number + name.substring(dot);
      ReservedFile reserved = open(path.resolveSibling(next), bytes);
      if (reserved != null && !reserved.wasLeft && !Files.exists(reserved.path())) {
        return reserved;
      }
      if (reserved != null) {
        reserved.close();
      }
    }
  }

  private static @Nullable ReservedFile open(Path path, long bytes) {
    AtomicFile place = AtomicFile.at(path);
    Path part = place.path().resolveSibling(place.path().getFileName() + ENDING);
    sweep(place.path().getParent());
    if (Files.isSymbolicLink(part)) {
      throw new IllegalArgumentException(part + ": is a link, and a plain file is needed");
    }
    try {
      RandomAccessFile opened = FolderLock.openLocked(part);
      if (opened == null) {
        return null;
      }
      ReservedFile reserved = new ReservedFile(path, place, part, opened);
      reserved.keepWhatIsLeft();
      reserved.extend(bytes);
      return reserved;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "%s: %d KiB cannot be reserved: %s".formatted(path, bytes >> 10, e.getMessage()), e);
    }
  }

  /** Removes what killed processes have reserved and not used: plain files of blanks alone. */
  private static void sweep(@Nullable Path folder) {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + ENDING)) {
      for (Path part : parts) {
        if (Files.isRegularFile(part, LinkOption.NOFOLLOW_LINKS) && isReserved(part)) {
          sweepUnlocked(part);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return; // another's, or gone
    }
  }

  private static boolean isReserved(Path part) throws IOException {
    try (InputStream content = new BufferedInputStream(Files.newInputStream(part))) {
      int first = content.read();
      int next = first;
      while (next == BLANKS[0]) {
        next = content.read();
      }
      return first >= 0 && next < 0;
    }
  }

  private static void sweepUnlocked(Path part) throws IOException {
    try (RandomAccessFile left = new RandomAccessFile(part.toFile(), "rw")) {
      if (FolderLock.tryLock(left.getChannel()) != null) {
        Files.delete(part);
      }
    }
  }

  private static boolean isBlank(RandomAccessFile part) throws IOException {
    part.seek(0);
    int first = part.read();
    return first < 0 || first == BLANKS[0];
  }

  private void keepWhatIsLeft() throws IOException {
    wasLeft = !isBlank(opened);
    length = wasLeft ? opened.length() : 0;
  }

  /** Blanks, and no hole: only what has been written has a place on the disk. */
  private void extend(long bytes) throws IOException {
    try {
      opened.seek(opened.length());
      writeBlanks(bytes - opened.length());
      opened.getFD().sync();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void writeBlanks(long count) throws IOException {
    for (long left = count; left > 0; left -= BLANKS.length) {
      opened.write(BLANKS, 0, (int) Math.min(left, BLANKS.length));
    }
  }

  /** Returns where the finished file will be. */
  public Path path() {
    return path;
  }

  /** Returns where the content is until then. */
  public Path part() {
    return part;
  }

  /** Tells whether there was content when the file was taken, of a process that ended early. */
  public boolean wasLeft() {
    return wasLeft;
  }

  /**
   * Writes the content, or what there is of it so far, in place of what was there.
   *
   * @throws IOException if the disk does not take it
   */
  public synchronized void put(byte[] content) throws IOException {
    opened.seek(0);
    opened.write(content);
    writeBlanks(opened.length() - content.length);
    opened.getFD().sync();
    length = content.length;
  }

  /**
   * Gives the file its name, and what was reserved and is not needed back.
   *
   * @throws IOException if that is not possible; an older file is then as it was
   */
  public synchronized void finish() throws IOException {
    opened.setLength(length);
    opened.getFD().sync();
    Files.move(part, place.path(), StandardCopyOption.ATOMIC_MOVE);
    place.forceFolder();
    opened.close();
  }

  /**
   * Ends without a finished file: leaves what was put, else what there was, else nothing. A second
   * time does nothing.
   */
  @Override
  public synchronized void close() {
    if (!opened.getChannel().isOpen()) {
      return;
    }
    try (opened) {
      if (length == 0) {
        Files.deleteIfExists(part);
      } else {
        opened.setLength(length);
      }
    } catch (IOException e) {
      throw new IllegalStateException(part + ": cannot be given back: " + e.getMessage(), e);
    }
  }
}
