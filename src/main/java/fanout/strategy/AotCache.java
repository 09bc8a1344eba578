package fanout.strategy;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import fanout.os.PrivateFolder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An ahead-of-time cache of a worker's JVM in a temporary directory (JEP 483, 514): a training
 * worker issues real requests, and its JVM writes the cache when it ends.
 */
public final class AotCache implements AutoCloseable {
  /** Enough for all that an exchange needs to be loaded; more makes no later start earlier. */
  private static final int REQUESTS = 1200;

  private final Path directory;
  private final Path file;

  private AotCache(Path directory) {
    this.directory = directory;
    file = directory.resolve("workers.aot");
  }

  /**
   * Makes a cache.
   *
   * @param target a server that answers each request at once
   * @throws IOException if it cannot be made
   * @throws InterruptedException if interrupted; no process and no file is left
   */
  public static AotCache make(Target target) throws IOException, InterruptedException {
    String classPath = System.getProperty("java.class.path");
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      if (Files.isDirectory(Path.of(entry))) {
        throw new IOException("the JDK makes caches of jars only, and " + entry + " is none");
      }
    }
    AotCache cache = new AotCache(PrivateFolder.make());
    boolean made = false;
    try {
      cache.train(target);
      if (!Files.exists(cache.file)) {
        throw new IOException("the training worker's JVM has written none");
      }
      made = true;
      return cache;
    } finally {
      if (!made) {
        cache.close();
      }
    }
  }

  /** Returns the options of a worker that uses it, and does not start if it cannot. */
  public List<String> jvmOptions() {
    List<String> options = new ArrayList<>(WorkerStart.LEAN.jvmOptions());
    options.add("-XX:AOTCache=" + file);
    options.add("-XX:AOTMode=on");
    return options;
  }

  /** Removes it. */
  @Override
  public void close() {
    try {
      PrivateFolder.remove(directory); // the JVM's notes too, if it could not make a cache of them
    } catch (IOException e) {
      throw new UncheckedIOException("an AOT cache could not be removed", e);
    }
  }

  private void train(Target target) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(WorkerStart.LEAN.jvmOptions());
    options.add("-XX:AOTCacheOutput=" + file);
    ColdBatch trained = ColdBatch.issue(1, REQUESTS, ExchangeSpec.parse("okhttp"), target, options);
    if (!trained.outcomes().stream().allMatch(Reply.class::isInstance)) {
      throw new IOException("a training request failed");
    }
  }
}
