package fanout.cli;

import java.io.PrintWriter;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that several commands have; what is wrong with them is an error of the command. */
abstract class SharedOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  final ParameterException bad(@Nullable String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  final ParameterException bad(@Nullable String message, Throwable cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }

  /** Compiles a regular expression that is the value of an option. */
  final Pattern regex(String option, String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw bad(option + ": '" + text + "' is not a regular expression: " + e.getDescription(), e);
    }
  }
}
