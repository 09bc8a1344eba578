package fanout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The versions of this program and its main libraries, and its commit, as the build wrote them. */
public final class Versions {
  /** The value of a name that the build did not fill in. */
  public static final String UNKNOWN = "unknown";

  private static final Properties BUILD = read();

  private Versions() {}

  /**
   * Returns a value.
   *
   * @param name such as {@code fanout}, {@code jmh} or {@code commit}
   * @return {@link #UNKNOWN} if there is none: a build outside a git checkout knows no commit
   */
  public static String of(String name) {
    String value = BUILD.getProperty(name, UNKNOWN);
    return value.startsWith("${") ? UNKNOWN : value;
  }

  private static Properties read() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream("/fanout/versions.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the program's own versions cannot be read", e);
    }
    return properties;
  }
}
