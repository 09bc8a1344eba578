package fanout.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A subcommand; its words are its fields, and it returns the exit code. */
abstract class Subcommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  final CommandSpec spec() {
    return spec;
  }

  /** Prints on standard output, at once. */
  final void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }

  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Returns the exception of words that this command cannot use. */
  final ParameterException bad(@Nullable String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  /** Returns the same for what something else found of these words. */
  final ParameterException bad(@Nullable String message, Throwable cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }
}
