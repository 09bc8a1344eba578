package fanout.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;

/** {@code generate-completion}: a script by which a shell completes commands and options. */
@Command(
    name = "generate-completion",
    description = {
      "Writes a script by which bash, zsh or fish completes the commands and their options, for a"
          + " function called fanout (an alias will not do in zsh); JMH's options are not among"
          + " them. The function is, in bash and zsh:",
      "  fanout() { java -jar /path/to/benchmarks.jar \"$@\"; }",
      "",
      "In fish it is:",
      "  function fanout; java -jar /path/to/benchmarks.jar $argv; end"
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar generate-completion > fanout.bash",
      "      then, in bash or zsh: source fanout.bash",
      "  java -jar target/benchmarks.jar generate-completion fish > fanout.fish",
      "      then put it into ~/.config/fish/completions"
    })
final class CompletionCommand extends Subcommand {
  private static final String NAME = "fanout";

  @Parameters(
      arity = "0..1",
      paramLabel = "SHELL",
      defaultValue = "bash",
      description = "bash, zsh or fish; default: ${DEFAULT-VALUE}.")
  private Shell shell = Shell.bash;

  private enum Shell {
    bash,
    zsh,
    fish
  }

  @Override
  public Integer call() {
    CommandLine root = spec().root().commandLine();
    print(
        switch (shell) {
          // The script sees in which of the two it is.
          case bash, zsh -> AutoComplete.bash(NAME, root);
          case fish -> fish(root);
        });
    return 0;
  }

  private static String fish(CommandLine root) {
    StringBuilder script = new StringBuilder();
    String names = String.join(" ", root.getSubcommands().keySet());
    line(script, "__fish_use_subcommand", "-f", List.of());
    line(script, "__fish_seen_subcommand_from help", "-f -a '" + names + "'", List.of());
    root.getSubcommands()
        .forEach(
            (name, command) -> {
              CommandSpec each = command.getCommandSpec();
              line(script, "__fish_use_subcommand", "-a " + name, Subcommands.describing(each));
              each.options()
                  .forEach(
                      option ->
                          line(
                              script,
                              "__fish_seen_subcommand_from " + name,
                              words(option),
                              List.of(option.description())));
            });
    return script.toString();
  }

  private static void line(
      StringBuilder script, String condition, String words, List<String> description) {
    script.append("complete -c %s -n '%s' %s".formatted(NAME, condition, words));
    if (!description.isEmpty()) {
      String clause = Subcommands.clause(description).replace("%%", "%");
      script.append(" -d '" + clause.replace("\\", "\\\\").replace("'", "\\'") + "'");
    }
    script.append('\n');
  }

  /** The names of an option, and what its value may be. */
  private static String words(OptionSpec option) {
    String names =
        List.of(option.names()).stream()
            .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.charAt(1))
            .collect(Collectors.joining(" "));
    if (option.arity().max() == 0) {
      return names;
    }
    Iterable<String> values = option.completionCandidates();
    return values == null
        ? names + " -r"
        : StreamSupport.stream(values.spliterator(), false)
            .collect(Collectors.joining(" ", names + " -x -a '", "'"));
  }
}
