package fanout.cli;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Regular expressions from the command line. */
final class Regex {
  private Regex() {}

  /**
   * Compiles a regular expression.
   *
   * @param spec the command, for its error
   * @param option whose value it is
   * @param text the expression
   * @throws ParameterException if it is none
   */
  static Pattern of(CommandSpec spec, String option, String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException bad) {
      throw new ParameterException(
          spec.commandLine(),
          option + ": '" + text + "' is not a regular expression: " + bad.getDescription(),
          bad);
    }
  }
}
