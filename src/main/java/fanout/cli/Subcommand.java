package fanout.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A subcommand; its words are its fields, and it returns the exit code. */
abstract class Subcommand extends CommandPart implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  final CommandSpec spec() {
    return spec;
  }

  /** Prints on standard output, at once. */
  final void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }
}
