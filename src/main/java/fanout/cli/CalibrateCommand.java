package fanout.cli;

import fanout.model.Calibration;
import fanout.report.CalibrationText;
import fanout.results.ResultFile;
import fanout.results.Suite;
import fanout.run.BenchmarkRun;
import fanout.stats.Gate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code calibrate}: is the instrument right on this machine? */
@Command(
    name = "calibrate",
    description = {
      "Adds known work to the requests of a thread pool, and tells whether the ladder of controls"
          + " finds it: wake-ups, spins, a lock, which the control is spared. Compares equals with"
          + " one another, and recording with none. Takes some 5 minutes.",
      "",
      "Exit code 0: the instrument holds; 1: it fails; 2: bad usage or a failure; 3: undecided."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar calibrate",
      "  java -jar target/benchmarks.jar calibrate --forks 10",
      "      twice as long, with shorter intervals",
      "  java -jar target/benchmarks.jar calibrate --resume results/<file>.json.part",
      "      goes on behind the complete forks of a run that was cut short",
      "  java -jar target/benchmarks.jar calibrate results/<file>.json",
      "      the verdicts of an earlier run"
    })
final class CalibrateCommand extends Subcommand {
  private static final String RESUME = "--resume";
  private static final List<String> RUN_OPTIONS = List.of("--forks", "--output", RESUME);
  private static final String ENDING = ".json";

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The result of an earlier run; none is made.")
  private @Nullable Path earlier;

  @Option(
      names = "--forks",
      paramLabel = "F",
      description = "Forks, at least 2. Default: ${DEFAULT-VALUE}.",
      defaultValue = "5")
  private int forks;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where the result goes. Default: results/<UTC time>.json.")
  private @Nullable Path output;

  @Option(
      names = RESUME,
      paramLabel = "PART",
      description = "Rows that an earlier run of the same options has kept; goes on with it.")
  private @Nullable Path resumed;

  @ParentCommand private Main program;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (earlier != null && RUN_OPTIONS.stream().anyMatch(this::isGiven)) {
      throw bad(
          String.join(", ", RUN_OPTIONS)
              + " are for a run, and with FILE none is made: "
              + earlier);
    }
    if (forks < 2) {
      throw bad("--forks must be at least 2, was " + forks);
    }
    Path file = earlier == null ? run() : earlier;
    Calibration calibration = judge(file);
    print(CalibrationText.of(calibration));
    return switch (calibration.verdict()) {
      case HOLDS -> 0;
      case UNCERTAIN -> Gate.Outcome.INCONCLUSIVE.exitCode();
      case FAILS -> Gate.Outcome.REGRESSION.exitCode();
    };
  }

  private boolean isGiven(String option) {
    return spec().commandLine().getParseResult().hasMatchedOption(option);
  }

  private Path run() throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("-i", "1", "-f", Integer.toString(forks)));
    if (output != null) {
      requireJson(output);
      words.addAll(List.of("-rff", output.toString()));
    }
    if (resumed != null) {
      words.addAll(List.of(RESUME, resumed.toString()));
    }
    PrintStream console = program.console();
    return new BenchmarkRun(words, Suite.CALIBRATION, console, console).execute().orElseThrow();
  }

  /** Of a result in another form there are no verdicts. */
  private void requireJson(Path file) {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(ENDING)) {
      throw bad("--output must end in " + ENDING + ", was " + file);
    }
  }

  private Calibration judge(Path file) {
    try {
      return Calibration.of(ResultFile.read(file).entries());
    } catch (IllegalArgumentException e) {
      throw bad(file + ": " + e.getMessage(), e);
    }
  }
}
