package fanout.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What this process holds of what a pool that has ended could leave behind.
 *
 * @param memoryBytes live objects of the heap, and direct buffers
 * @param mappings files of channels that are mapped; 0 where it cannot be told
 * @param openFiles descriptors; 0 where it cannot be told
 */
record Footprint(long memoryBytes, long mappings, long openFiles) {
  private static final Duration LEFT_LIMIT = Duration.ofSeconds(10);
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  /** Takes stock, after a collection. */
  static Footprint now() {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    long direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .mapToLong(BufferPoolMXBean::getMemoryUsed)
            .sum();
    return new Footprint(heap + direct, mappingsNow(), openFilesNow());
  }

  /**
   * Fails unless what is held is soon no more than it was: other threads of this process allocate
   * too, and a collection takes its time to close what it found.
   *
   * @param spareBytes what the JVM itself may need meanwhile: classes, compiled code's constants
   */
  void requireNoMoreNow(long spareBytes) {
    Processes.await(
        "no descriptor and no mapping is left",
        LEFT_LIMIT,
        () -> openFilesNow() <= openFiles && mappingsNow() <= mappings);
    Processes.await(
        "no more than " + spareBytes + " bytes are kept",
        LEFT_LIMIT,
        () -> now().memoryBytes() - memoryBytes < spareBytes);
  }

  private static long mappingsNow() {
    if (!Files.isReadable(MAPS)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(MAPS)) {
      return lines.filter(line -> line.contains("fanout-")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long openFilesNow() {
    if (!Files.isDirectory(OPEN_FILES)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(OPEN_FILES)) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
