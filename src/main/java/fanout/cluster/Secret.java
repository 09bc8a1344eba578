package fanout.cluster;

import static java.nio.file.attribute.PosixFilePermission.OWNER_EXECUTE;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The secret that members and drivers of one cluster share. It goes over no wire: what does is a
 * name derived from it, which members compare. Whoever can read the traffic can read the name and
 * join with it, and nothing that is sent is encrypted: the secret keeps out strangers and mistakes,
 * not eavesdroppers.
 */
public final class Secret {
  /** The system property that names a file with the secret. */
  public static final String FILE_PROPERTY = "fanout.cluster.secret-file";

  /** The environment variable that names a file with the secret. */
  public static final String FILE_VARIABLE = "FANOUT_CLUSTER_SECRET_FILE";

  /** The environment variable that holds the secret itself. */
  public static final String VARIABLE = "FANOUT_CLUSTER_SECRET";

  /** Short ones are guessed from the name derived from them. */
  private static final int LEAST_CHARS = 16;

  private static final int MOST_CHARS = 1024;

  /** Each guess costs some 30 ms of computing. */
  private static final int ROUNDS = 100_000;

  private static final int NAME_BITS = 160;
  private static final String SALT = "fanout cluster name 1";

  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(OWNER_READ, OWNER_WRITE, OWNER_EXECUTE);

  private final String clusterName;

  private Secret(String text) {
    clusterName = "fanout-" + HexFormat.of().formatHex(derive(text));
  }

  /**
   * Takes a secret.
   *
   * @param text 16 to 1024 characters
   * @throws IllegalArgumentException if it is shorter or longer; the message does not repeat it
   */
  public static Secret of(String text) {
    if (text.length() < LEAST_CHARS || text.length() > MOST_CHARS) {
      throw new IllegalArgumentException(
          "the cluster's secret must have %d to %d characters, had %d"
              .formatted(LEAST_CHARS, MOST_CHARS, text.length()));
    }
    return new Secret(text);
  }

  /**
   * Reads a secret from a file, without the white space around it.
   *
   * @throws ClusterException if it cannot be read, or can be by others than its owner
   * @throws IllegalArgumentException if it holds none
   */
  public static Secret read(Path file) {
    try {
      requirePrivate(file);
      return of(Files.readString(file).strip());
    } catch (IOException e) {
      throw new ClusterException("the secret's file " + file + " cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** As ssh has it of keys: no bit of group or others. Where there are no such bits, nothing. */
  private static void requirePrivate(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (!OWNERS.containsAll(permissions)) {
      throw new ClusterException(
          "the secret's file %s is open to others (%s): chmod 600 %s"
              .formatted(file, PosixFilePermissions.toString(permissions), file));
    }
  }

  /**
   * Finds the secret: in a file that is named, else where the environment says.
   *
   * @param file the file, or {@code null}
   * @param environment the environment variables
   * @throws ClusterException if there is none
   */
  public static Secret find(@Nullable Path file, Map<String, String> environment) {
    if (file != null) {
      return read(file);
    }
    String named = environment.get(FILE_VARIABLE);
    if (named != null) {
      return read(Path.of(named));
    }
    String text = environment.get(VARIABLE);
    if (text == null) {
      throw new ClusterException(
          "a cluster needs a secret: name a file that holds it, or set %s or %s"
              .formatted(FILE_VARIABLE, VARIABLE));
    }
    return of(text);
  }

  /** Returns the name that members of one cluster share. */
  String clusterName() {
    return clusterName;
  }

  @Override
  public String toString() {
    return "Secret[hidden]";
  }

  private static byte[] derive(String text) {
    try {
      PBEKeySpec spec =
          new PBEKeySpec(
              text.toCharArray(), SALT.getBytes(StandardCharsets.UTF_8), ROUNDS, NAME_BITS);
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK derives keys with PBKDF2WithHmacSHA256", e);
    }
  }
}
