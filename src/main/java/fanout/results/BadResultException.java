package fanout.results;

import fanout.OneLine;
import java.nio.file.Path;

/**
 * A result file that cannot be used. The message is one line that names the file, the place in it,
 * what was found and what was expected.
 */
public final class BadResultException extends RuntimeException {
  /**
   * Says what is wrong with a file as a whole.
   *
   * @param file the file as the user named it
   * @param problem what was found and what was expected
   */
  public BadResultException(Path file, String problem) {
    super(OneLine.of(file + ": " + problem));
  }

  /**
   * Says what is wrong with a file as a whole, and what reported it.
   *
   * @param file the file as the user named it
   * @param problem what was found and what was expected
   * @param cause the failure underneath
   */
  public BadResultException(Path file, String problem, Throwable cause) {
    super(OneLine.of(file + ": " + problem), cause);
  }
}
