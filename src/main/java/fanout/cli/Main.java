package fanout.cli;

import fanout.Launcher;
import fanout.Versions;
import fanout.os.ParentWatch;
import fanout.os.SystemFiles;
import fanout.report.TextLines;
import fanout.results.Suite;
import fanout.run.BenchmarkRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program's entry: a known subcommand goes to its class, everything else is options of JMH. */
@Command(
    name = "java -jar target/benchmarks.jar",
    description = {
      "Issues 1000 web requests in four ways and measures what synchronizing them costs; gates"
          + " results of any JMH benchmark.",
      "",
      "Without a command: runs the default suite, or what JMH's options select (-h lists them)."
    },
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "java -jar target/benchmarks.jar [JMH options]",
      "       java -jar target/benchmarks.jar COMMAND [--help]"
    },
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands ('help COMMAND' says more):%n",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      SummaryCommand.class,
      CalibrateCommand.class,
      CompareCommand.class,
      CheckCommand.class,
      HistoryCommand.class,
      MergeCommand.class,
      ReportCommand.class,
      AbCommand.class,
      ProveCommand.class,
      PredictCommand.class,
      StubCommand.class,
      MemberCommand.class,
      DoctorCommand.class,
      StrategiesCommand.class,
      SuiteCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    },
    footer = {
      "",
      "Options of runs, beside those of JMH:",
      "  --isolated          Runs each contender in forks of its own",
      "  --batch-limit TIME  Ends a fork whose batch takes longer (s, ms; to 86400s)",
      "  --insecure          Trusts any certificate of a target on this machine",
      "  --resume FILE       Goes on behind the complete forks of a run cut short",
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar",
      "      the default suite: 4 strategies, 4 controls, delay 0 and 2 ms, 5 minutes",
      "  java -jar target/benchmarks.jar -p delay=2ms -p concurrency=10,100",
      "      one benchmark with parameters of your own",
      "  java -jar target/benchmarks.jar --isolated -p delay=0",
      "      each contender in forks of its own",
      "  java -jar target/benchmarks.jar -f 1 -wi 0 -i 1",
      "      whether a run works: nothing is warmed up, and figures tell nothing",
      "  java -jar target/benchmarks.jar --resume results/<file>.json.part",
      "      goes on behind the complete forks of a run that was cut short",
      "  java -jar target/benchmarks.jar summary results/<file>.json",
      "      the table of an earlier run"
    })
public final class Main {
  /** Exit code of bad usage, of bad input, and of any failure of the program. */
  static final int BAD_INPUT = 2;

  /** As of a program that SIGPIPE ended: whoever read standard output, such as head, has gone. */
  static final int NO_READER = 128 + 13;

  /** The option that shows where an error came from; it may stand anywhere. */
  static final String STACK_TRACE = "--stacktrace";

  private static final int STANDARD_OUTPUT = 1;

  private static final Set<String> OWN_WORDS = Set.of("--help", "--version");

  private static final String HELP = "help";
  private static final String JMH_HELP = "-h";

  /** Where JMH's descriptions of its options begin, which are wider than a terminal. */
  private static final String JMH_INDENT = " ".repeat(30);

  private static final String JMH_BREAK = " *\\R" + JMH_INDENT + "(?=\\S)";
  private static final Duration PARENT_CHECK = Duration.ofMillis(500);

  private final PrintStream standard;
  private final PrintStream out;
  private final PrintStream err;
  private final PrintWriter plainOut;
  private final PrintWriter plainErr;

  Main(PrintStream out, PrintStream err) {
    standard = out;
    this.out = PlainWriter.streamTo(out);
    this.err = PlainWriter.streamTo(err);
    plainOut = PlainWriter.to(out);
    plainErr = PlainWriter.to(err);
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"fanout " + Versions.of("fanout")};
    }
  }

  /**
   * Runs the program and exits.
   *
   * @param args the words of the command line
   */
  public static void main(String[] args) {
    LinkFilter.install();
    if (args.length < 2 || !args[0].equals(Launcher.LAUNCHED_BY)) {
      System.exit(new Main(System.out, System.err).execute(args));
    }
    // A killed launcher cannot pass its end on.
    ParentWatch.start(Long.parseLong(args[1]), PARENT_CHECK);
    String[] words = Arrays.copyOfRange(args, 2, args.length);
    int code = new Main(System.out, System.err).execute(words);
    System.exit(code <= Launcher.HIGHEST_OWN_CODE ? Launcher.OWN_CODES + code : code);
  }

  /**
   * Runs the program.
   *
   * @param args the words of the command line
   * @return the exit code
   */
  int execute(String... args) {
    List<String> words = new ArrayList<>(List.of(args));
    boolean stackTrace = words.remove(STACK_TRACE);
    words.remove(Launcher.VERBOSE);
    try {
      CommandLine commands = commandLine(stackTrace);
      boolean isOwn =
          !words.isEmpty()
              && (OWN_WORDS.contains(words.getFirst())
                  || commands.getSubcommands().containsKey(words.getFirst()));
      if (isOwn && words.size() == 2 && words.getFirst().equals(HELP)) {
        Subcommands.requireNoSlip(words.getLast(), commands);
      }
      int code =
          isOwn ? commands.execute(words.toArray(new String[0])) : runBenchmarks(words, commands);
      if (code == 0 && (plainOut.checkError() || standard.checkError())) {
        if (SystemFiles.OWN.isToProgram(STANDARD_OUTPUT)) {
          return NO_READER;
        }
        throw new IOException("standard output cannot be written to");
      }
      return code;
    } catch (OutOfMemoryError | StackOverflowError e) {
      return fail(
          "the memory does not suffice (%s): java -Xmx4g gives more".formatted(e), e, stackTrace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail("interrupted", e, stackTrace);
    } catch (IOException | RuntimeException | Error e) {
      return fail(e, stackTrace);
    }
  }

  /** Returns where the progress of runs goes. */
  PrintStream console() {
    return err;
  }

  private int runBenchmarks(List<String> words, CommandLine commands)
      throws IOException, InterruptedException {
    if (words.contains(JMH_HELP)) {
      commands.usage(plainOut);
      plainOut.println("\nOptions of JMH, for runs without a command:\n");
      ByteArrayOutputStream help = new ByteArrayOutputStream();
      PrintStream captured = new PrintStream(help, true, StandardCharsets.UTF_8);
      new BenchmarkRun(words, Suite.DEFAULT, captured, err).execute();
      String paragraphs = help.toString(StandardCharsets.UTF_8).replaceAll(JMH_BREAK, " ");
      paragraphs
          .lines()
          .flatMap(line -> TextLines.wrapped(line.stripTrailing(), JMH_INDENT).stream())
          .forEach(plainOut::println);
      return 0;
    }
    if (!words.isEmpty()) {
      Subcommands.requireNoSlip(words.getFirst(), commands);
    }
    return runSuite(Suite.DEFAULT, words);
  }

  /** Runs a suite with options of JMH, and shows what came of it. */
  int runSuite(Suite suite, List<String> words) throws IOException, InterruptedException {
    Optional<Path> result = new BenchmarkRun(words, suite, out, err).execute();
    if (result.isEmpty()) {
      return 0;
    }
    out.println();
    return commandLine(false).execute("summary", result.get().toString());
  }

  /** The commands and what becomes of their errors. */
  CommandLine commandLine(boolean stackTrace) {
    CommandLine commands = Subcommands.of(this);
    commands.setOut(plainOut);
    commands.setErr(plainErr);
    commands.setExitCodeExceptionMapper(e -> BAD_INPUT);
    commands.setParameterExceptionHandler(
        (e, words) -> fail(Subcommands.message(e), e, stackTrace));
    commands.setExecutionExceptionHandler((e, command, parsed) -> fail(e, stackTrace));
    return commands;
  }

  private int fail(Throwable e, boolean stackTrace) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return fail(message, e, stackTrace);
  }

  private int fail(String message, Throwable e, boolean stackTrace) {
    plainErr.println("fanout: " + message.lines().findFirst().orElse(e.getClass().getSimpleName()));
    if (stackTrace) {
      e.printStackTrace(plainErr);
    }
    return BAD_INPUT;
  }
}
