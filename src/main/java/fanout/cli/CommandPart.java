package fanout.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** A command or options of it: both tell what is wrong with its words in the same way. */
abstract class CommandPart {
  /** Returns the command, as soon as its words have been read. */
  abstract CommandSpec spec();

  final PrintWriter err() {
    return spec().commandLine().getErr();
  }

  /** Returns the exception of words that the command cannot use. */
  final ParameterException bad(@Nullable String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  /** Returns the same for what something else found of these words. */
  final ParameterException bad(@Nullable String message, Throwable cause) {
    return new ParameterException(spec().commandLine(), message, cause);
  }
}
