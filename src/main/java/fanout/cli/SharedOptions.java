package fanout.cli;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Options that several commands have. */
abstract class SharedOptions extends CommandPart {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Override
  final CommandSpec spec() {
    return spec;
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
