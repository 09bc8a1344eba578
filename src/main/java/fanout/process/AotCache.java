package fanout.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The ahead-of-time cache for workers' JVMs, made at its first use and kept for the same user. It
 * saves time and nothing else: whatever is wrong with it, workers start without.
 *
 * @param file the cache, or empty if there is none that can be used
 * @param note in one line for a person, what was found or done
 */
public record AotCache(Optional<Path> file, String note) {
  private static final AtomicReference<@Nullable AotCache> FOUND = new AtomicReference<>();

  /**
   * Returns the cache for this process's Java and class path; making it takes some seconds, once.
   * An interrupt stops the making and is kept.
   */
  public static AotCache get() {
    AotCache known = FOUND.get();
    if (known == null) {
      known = findOrMake(System.getProperty("java.class.path"), CacheDirectory.ofUser());
      FOUND.set(known);
    }
    return known;
  }

  /**
   * Finds or makes a cache.
   *
   * @param classPath the workers' class path
   * @param place where caches are kept
   */
  static AotCache findOrMake(String classPath, Path place) {
    List<Path> jars = List.of(classPath.split(File.pathSeparator)).stream().map(Path::of).toList();
    try {
      CacheDirectory directory = CacheDirectory.open(place);
      String key = CacheKey.of(jars);
      Optional<Path> usable = directory.find(key).filter(file -> isUsable(file, classPath));
      return usable.isPresent()
          ? new AotCache(usable, "found " + usable.get())
          : make(directory, key, classPath);
    } catch (IOException e) {
      return new AotCache(Optional.empty(), "no AOT cache: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new AotCache(Optional.empty(), "no AOT cache: interrupted");
    }
  }

  /** Returns the JVM options that use it: none if there is none. */
  List<String> jvmOptions() {
    return file.map(path -> List.of("-XX:AOTCache=" + path)).orElse(List.of());
  }

  private static AotCache make(CacheDirectory directory, String key, String classPath)
      throws IOException, InterruptedException {
    Path temporary = directory.temporary(".aot");
    Path configuration = directory.temporary(".config");
    try {
      AotTraining training = new AotTraining(classPath);
      training.record(configuration);
      training.assemble(configuration, temporary);
      Path made = directory.publish(key, temporary);
      if (!isUsable(made, classPath)) {
        throw new IOException("the JVM does not take the one that it made");
      }
      return new AotCache(Optional.of(made), "made " + made);
    } finally {
      directory.delete(configuration);
      directory.delete(temporary);
    }
  }

  /**
   * Asks the JVM itself; that it takes the file does not mean that the jars fit, which the key
   * tells.
   */
  private static boolean isUsable(Path file, String classPath) {
    try {
      return new AotTraining(classPath).accepts(file);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
