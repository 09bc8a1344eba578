package fanout.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code generate-completion}: a script by which bash and zsh complete commands and options. */
@Command(
    name = "generate-completion",
    description = {
      "Writes a script by which bash and zsh complete the commands and their options, for a command"
          + " called fanout; JMH's options are not among them. Give the jar that name first:",
      "  alias fanout='java -jar /path/to/benchmarks.jar'"
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar generate-completion > fanout.bash",
      "      then, in bash or zsh: source fanout.bash"
    })
final class CompletionCommand implements Callable<Integer> {
  private static final String NAME = "fanout";

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(AutoComplete.bash(NAME, spec.root().commandLine()));
    out.flush();
    return 0;
  }
}
