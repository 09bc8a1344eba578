package fanout.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** What an ahead-of-time cache was made from, as one word: a change in any of it is another key. */
final class CacheKey {
  /** Enough that no two keys meet by chance. */
  private static final int DIGITS = 32;

  private CacheKey() {}

  /**
   * Returns the key for workers of this process's Java: from its build, the options of workers, and
   * each jar's path, time and bytes. The JVM itself cannot be relied on to notice a changed jar.
   *
   * @param jars the class path's entries
   * @throws IOException if one cannot be read, or is a directory, with which the JVM makes no cache
   */
  static String of(List<Path> jars) throws IOException {
    MessageDigest digest = sha256();
    put(digest, System.getProperty("java.vm.version") + System.getProperty("java.vm.vendor"));
    put(digest, System.getProperty("java.home"));
    put(digest, WorkerStart.AOT.jvmOptions().toString());
    for (Path jar : jars) {
      if (!Files.isRegularFile(jar)) {
        throw new IOException("the class path must consist of jars, has " + jar);
      }
      put(digest, jar.toAbsolutePath() + " " + Files.getLastModifiedTime(jar).toMillis());
      try (InputStream bytes = Files.newInputStream(jar);
          OutputStream into = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
        bytes.transferTo(into);
      }
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  private static void put(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
