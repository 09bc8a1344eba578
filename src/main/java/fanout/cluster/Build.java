package fanout.cluster;

import fanout.Versions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The identity of the program that runs.
 *
 * @param version its version, for a person
 * @param fingerprint SHA-256 of the jar, or of the class files, that it runs from: equal only where
 *     every class is
 */
record Build(String version, String fingerprint) {
  private static final int SHORT_CHARS = 12;

  /** Read once for each process: the jar has some 30 MB. */
  private static final class Own {
    static final Build BUILD = new Build(Versions.of("fanout"), fingerprintOf(origin()));
  }

  static Build own() {
    return Own.BUILD;
  }

  /** Returns version and the beginning of the fingerprint. */
  @Override
  public String toString() {
    String start = fingerprint.substring(0, Math.min(SHORT_CHARS, fingerprint.length()));
    return "version " + version + ", build " + start;
  }

  /** Returns SHA-256 of a file, or of the names and contents of all class files under a folder. */
  static String fingerprintOf(Path origin) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files(origin)) {
        digest.update(
            origin.relativize(file).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        add(file, digest);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("the program cannot read itself at " + origin, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static List<Path> files(Path origin) throws IOException {
    if (!Files.isDirectory(origin)) {
      return List.of(origin);
    }
    try (Stream<Path> tree = Files.walk(origin)) {
      return tree.filter(file -> file.toString().endsWith(".class")).sorted().toList();
    }
  }

  private static void add(Path file, MessageDigest digest) throws IOException {
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static Path origin() {
    CodeSource source = Build.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException("the program does not know where it was loaded from");
    }
    try {
      URI place = source.getLocation().toURI();
      return Path.of(place);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the program's place is " + source.getLocation(), e);
    }
  }
}
