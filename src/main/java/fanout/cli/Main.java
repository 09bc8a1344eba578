package fanout.cli;

import fanout.cluster.ClusterException;
import fanout.os.ParentWatch;
import fanout.results.BadResultException;
import fanout.results.Environment;
import fanout.run.BadOptionException;
import fanout.run.BenchmarkRun;
import fanout.run.RunFailedException;
import fanout.stub.StubException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
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
      "Issues 1000 web requests in four ways and measures what coordinating them costs.",
      "",
      "Without a subcommand: runs the default suite, or what JMH's options select (-h lists them)."
    },
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "java -jar target/benchmarks.jar [JMH options]",
      "       java -jar target/benchmarks.jar COMMAND [--help]"
    },
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      SummaryCommand.class,
      CompareCommand.class,
      CheckCommand.class,
      ReportCommand.class,
      AbCommand.class,
      ProveCommand.class,
      CalibrateCommand.class,
      PredictCommand.class,
      StubCommand.class,
      MemberCommand.class,
      DoctorCommand.class,
      StrategiesCommand.class,
      CompletionCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar",
      "      the default suite: 4 strategies, delay 0 and 2 ms, about 10 minutes",
      "  java -jar target/benchmarks.jar -p delay=2ms -p concurrency=10,100",
      "      one benchmark with parameters of your own",
      "  java -jar target/benchmarks.jar --keep-awake FanOutBenchmark",
      "      with every processor kept awake: wake-ups are shorter, and recorded as such",
      "  java -jar target/benchmarks.jar summary results/<file>.json",
      "      the table of an earlier run"
    })
public final class Main implements Runnable {
  /** Exit code of a run or command that failed. */
  static final int FAILED = 1;

  /** Exit code of bad usage or bad input. */
  static final int BAD_INPUT = 2;

  private static final Set<String> OWN_WORDS = Set.of("--help", "--version");

  /** As in {@code fanout.Launcher}, which is compiled apart, for an older Java. */
  private static final String LAUNCHED_BY = "--launched-by";

  /** Commands whose exit code 1 means a regression and nothing else. */
  private static final Set<String> GATES = Set.of("check", "ab");

  private static final String STACK_TRACE = "--stacktrace";
  private static final Duration PARENT_CHECK = Duration.ofMillis(500);

  private final PrintStream out;
  private final PrintStream err;

  Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Says which program this is. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"fanout " + Environment.version()};
    }
  }

  /**
   * Runs the program and exits.
   *
   * @param args the words of the command line
   */
  public static void main(String[] args) {
    String[] words = args;
    if (args.length >= 2 && args[0].equals(LAUNCHED_BY)) {
      // A killed launcher cannot pass its end on.
      ParentWatch.start(Long.parseLong(args[1]), PARENT_CHECK);
      words = Arrays.copyOfRange(args, 2, args.length);
    }
    System.exit(new Main(System.out, System.err).execute(words));
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
    try {
      if (!words.isEmpty() && isOwn(words.get(0))) {
        return commandLine(stackTrace).execute(words.toArray(new String[0]));
      }
      return runBenchmarks(words);
    } catch (BadOptionException e) {
      return fail(e, BAD_INPUT, stackTrace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail(e, FAILED, stackTrace);
    } catch (RunFailedException | IOException e) {
      return fail(e, FAILED, stackTrace);
    } catch (OutOfMemoryError | StackOverflowError e) {
      String message = "the memory does not suffice (%s): java -Xmx4g gives more".formatted(e);
      return fail(
          message, e, words.stream().anyMatch(GATES::contains) ? BAD_INPUT : FAILED, stackTrace);
    }
  }

  /** Only reached when no word was given to picocli, which {@link #execute} never does. */
  @Override
  public void run() {
    commandLine(false).usage(out);
  }

  private boolean isOwn(String word) {
    return OWN_WORDS.contains(word) || commandLine(false).getSubcommands().containsKey(word);
  }

  private int runBenchmarks(List<String> words) throws IOException, InterruptedException {
    Optional<Path> result = new BenchmarkRun(words, out, err).execute();
    if (result.isEmpty()) {
      return 0;
    }
    out.println();
    return commandLine(false).execute("summary", result.get().toString());
  }

  /** The commands and what becomes of their errors. */
  CommandLine commandLine(boolean stackTrace) {
    CommandLine commandLine = new CommandLine(this);
    commandLine.setOut(PlainWriter.to(out));
    commandLine.setErr(PlainWriter.to(err));
    commandLine.setExitCodeExceptionMapper(e -> exitCode(e, ""));
    commandLine.setParameterExceptionHandler(
        (e, words) -> {
          String command = e.getCommandLine().getCommandName();
          return fail(command + ": " + e.getMessage(), e, BAD_INPUT, stackTrace);
        });
    commandLine.setExecutionExceptionHandler(
        (e, command, parsed) -> fail(e, exitCode(e, command.getCommandName()), stackTrace));
    return commandLine;
  }

  /**
   * What a user can put right is bad input; anything else is a failure of the program, which a gate
   * must not report as a regression.
   */
  private static int exitCode(Throwable e, String command) {
    return GATES.contains(command)
            || e instanceof BadOptionException
            || e instanceof BadResultException
            || e instanceof IllegalArgumentException
            || e instanceof StubException
            || e instanceof ClusterException
            || e instanceof UncheckedIOException
        ? BAD_INPUT
        : FAILED;
  }

  private int fail(Exception e, int code, boolean stackTrace) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return fail(message, e, code, stackTrace);
  }

  private int fail(String message, Throwable e, int code, boolean stackTrace) {
    err.println("fanout: " + message.lines().findFirst().orElse(e.getClass().getSimpleName()));
    if (stackTrace) {
      e.printStackTrace(err);
    }
    return code;
  }
}
