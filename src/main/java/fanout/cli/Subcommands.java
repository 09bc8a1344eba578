package fanout.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;

import fanout.Launcher;
import fanout.results.Suite;
import fanout.run.BadOptionException;
import fanout.stats.Gate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.utils.Levenshtein;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The subcommands as picocli has them: how they are read, listed and mistyped. */
final class Subcommands {
  private static final Pattern CLAUSE = Pattern.compile("^.*?(?=[.:;(]\\s|\\s\\(|\\.$|$)");
  private static final int NAME_WIDTH = 22;

  /** The most changes that make a mistyped word a known one. */
  private static final int MOST_CHANGES = 2;

  private Subcommands() {}

  /** Returns the program's commands. */
  static CommandLine of(Main program) {
    CommandLine commands = new CommandLine(program);
    // Listed here and taken by the program before its commands, behind which they may stand too.
    describe(commands, Main.STACK_TRACE, "Show where an error came from.");
    describe(
        commands, Launcher.VERBOSE, "Say which JDK was found, if java is older than it must be.");
    Objects.requireNonNull(commands.getSubcommands().get("suite")).setStopAtPositional(true);
    // In a terminal picocli would colour its words, and what acts there is written as escapes.
    commands.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
    // Its own strategy, by itself, would write to a System.out that was replaced in the meantime.
    commands.setExecutionStrategy(parsed -> new CommandLine.RunLast().execute(parsed));
    commands.registerConverter(Suite.class, word -> constant(Suite.values(), word));
    commands.registerConverter(Gate.FailOn.class, word -> constant(Gate.FailOn.values(), word));
    commands
        .getSubcommands()
        .values()
        .forEach(each -> each.getCommandSpec().usageMessage().abbreviateSynopsis(true));
    commands.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, Subcommands::list);
    return commands;
  }

  private static void describe(CommandLine commands, String option, String description) {
    commands
        .getCommandSpec()
        .addOption(OptionSpec.builder(option).arity("0").description(description).build());
  }

  /** A first word that almost is a command is one, and not a pattern of benchmarks. */
  static void requireNoSlip(String word, CommandLine commandLine) {
    Set<String> commands = commandLine.getSubcommands().keySet();
    nearest(word, commands)
        .filter(command -> !commands.contains(word))
        .ifPresent(
            command -> {
              throw new BadOptionException(
                  "unknown command '%s'; did you mean '%s'? ('.*%s.*' selects benchmarks)"
                      .formatted(word, command, word));
            });
  }

  /** By its word alone, which picocli would add to the name that it has in Java. */
  private static <E> E constant(E[] all, String word) {
    return Arrays.stream(all)
        .filter(each -> each.toString().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "expected one of " + Arrays.toString(all) + ", was '" + word + "'"));
  }

  /** Returns what an error of the command line is, and what may have been meant. */
  static String message(ParameterException e) {
    return e.getCommandLine().getCommandName() + ": " + e.getMessage() + meant(e);
  }

  /** The option or command that an unknown one is near to. */
  private static String meant(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unknown)) {
      return "";
    }
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    Set<String> known = new TreeSet<>(spec.optionsMap().keySet());
    known.addAll(spec.subcommands().keySet());
    String name = unknown.getUnmatched().getFirst().replaceFirst("=.*", "");
    return nearest(name, known).map(word -> "; did you mean '" + word + "'?").orElse("");
  }

  /** One line a command: the first clause of its description. */
  private static String list(Help help) {
    TextTable table =
        TextTable.forColumnWidths(
            help.colorScheme(), NAME_WIDTH, help.commandSpec().usageMessage().width() - NAME_WIDTH);
    help.subcommands()
        .forEach(
            (name, command) -> {
              table.addRowValues("  " + name, clause(describing(command.commandSpec())));
            });
    return table.toString();
  }

  /** Returns the description of a command: its header, where it has one. */
  static List<String> describing(CommandSpec command) {
    var usage = command.usageMessage();
    return List.of(usage.header().length > 0 ? usage.header() : usage.description());
  }

  /** The first clause of a description. */
  static String clause(List<String> description) {
    Matcher clause = CLAUSE.matcher(String.join(" ", description));
    return clause.find() ? clause.group() : "";
  }

  /** Returns a known word that at most two changes, and a third of its letters, tell apart. */
  static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(
            each -> Levenshtein.distance(word, each) <= Math.min(MOST_CHANGES, each.length() / 3))
        .min(Comparator.comparingInt(each -> Levenshtein.distance(word, each)));
  }
}
