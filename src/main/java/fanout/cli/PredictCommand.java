package fanout.cli;

import fanout.Delay;
import fanout.TimeSpan;
import fanout.model.BatchModel.Scenario;
import fanout.model.ModelFit;
import fanout.model.ModelFit.Observation;
import fanout.model.ServiceTime;
import fanout.report.ModelRuns;
import fanout.report.Prediction;
import fanout.results.ResultFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code predict}: makespans beyond what was measured. */
@Command(
    name = "predict",
    description = {
      "Fits a queueing model to the makespans in results of one machine, and says what it expects"
          + " of a batch that was not measured."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar predict results/baseline/default.json \\",
      "      results/baseline/model-fit.json --requests 1000000 --concurrency 10000 \\",
      "      --members 100 --delay 2ms --dispatch 5us"
    })
final class PredictCommand extends Subcommand {
  @Parameters(
      paramLabel = "RESULT.json",
      arity = "1..*",
      description =
          "Results of this program from one machine: okhttp batches of at least 4 settings a"
              + " strategy, that differ in concurrency and delay; a null control gives dispatch"
              + " times.")
  private List<Path> files = List.of();

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "Default: ${DEFAULT-VALUE}.",
      defaultValue = "1000000")
  private int requests;

  @Option(
      names = "--concurrency",
      paramLabel = "C",
      description = "Slots of all members. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1000")
  private int concurrency;

  @Option(
      names = "--members",
      paramLabel = "M",
      description = "Machines that issue requests. Default: ${DEFAULT-VALUE}.",
      defaultValue = "1")
  private int members;

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      description = "The far side's time: " + Delay.FORMS + ". Default: ${DEFAULT-VALUE}.",
      defaultValue = "2ms")
  private String delay = "";

  @Option(
      names = "--processors",
      paramLabel = "P",
      description = "Processors of each member. Default: as measured.")
  private @Nullable Integer processors;

  @Option(
      names = "--dispatch",
      paramLabel = "TIME",
      description = {
        "What one driver needs to pass a request on; ÷ the chunk, if they go in chunks.",
        "Default with members: the driver's processor time in a result of CLUSTER with members"
            + " on this machine, or else of WORKER_PROCESSES; without: a null control's time for"
            + " a request, or 0."
      })
  private @Nullable String dispatch;

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      split = ",",
      description = "Only these. Default: all that the results hold.")
  private List<String> strategies = List.of();

  @Override
  public Integer call() {
    ModelRuns runs = ModelRuns.of(files.stream().map(ResultFile::read).toList());
    List<Prediction.Row> rows = new ArrayList<>();
    Scenario scenario = scenario(runs);
    fits(runs, scenario).forEach((name, fit) -> rows.add(Prediction.row(name, fit, scenario)));
    print(new Prediction(scenario, rows).toText());
    return 0;
  }

  private Scenario scenario(ModelRuns runs) {
    int measured =
        runs.observations().values().stream()
            .flatMap(List::stream)
            .mapToInt(seen -> seen.batch().processors())
            .max()
            .orElseThrow(() -> bad("no okhttp batch in " + files));
    try {
      return new Scenario(
          requests,
          concurrency,
          members,
          processors == null ? measured : processors,
          ServiceTime.parse(delay));
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage(), e);
    }
  }

  private Map<String, ModelFit> fits(ModelRuns runs, Scenario scenario) {
    Map<String, ModelFit> fits = new LinkedHashMap<>();
    runs.observations()
        .forEach(
            (name, seen) -> {
              if (strategies.isEmpty()
                  ? seen.size() >= ModelFit.LEAST
                  : strategies.contains(name)) {
                requireDelays(scenario, name, seen);
                fits.put(name, fit(runs, name, seen));
              }
            });
    for (String asked : strategies) {
      if (!fits.containsKey(asked)) {
        throw bad("--strategy " + asked + ": expected one of " + runs.observations().keySet());
      }
    }
    if (fits.isEmpty()) {
      throw bad(
          "no strategy in %s has okhttp batches of at least %d settings"
              .formatted(files, ModelFit.LEAST));
    }
    return fits;
  }

  /** The cost of waiting would be the prior's guess, in an interval as if it had been measured. */
  private void requireDelays(Scenario scenario, String name, List<Observation> seen) {
    if (hasDelay(scenario)
        && seen.stream().map(Observation::batch).noneMatch(PredictCommand::hasDelay)) {
      throw bad(
          ("--delay %1$s: no row of %2$s has a delay; measure some with -p delay=%1$s, or give"
                  + " --delay 0")
              .formatted(delay, name));
    }
  }

  private static boolean hasDelay(Scenario batch) {
    return !batch.service().delay().equals(Delay.NONE);
  }

  private ModelFit fit(ModelRuns runs, String name, List<Observation> seen) {
    ModelFit fit = ModelFit.of(seen, runs.dispatchNanos(name));
    if (dispatch != null) {
      return fit.withDispatch((double) TimeSpan.parse(dispatch).toNanos());
    }
    return members == 1 ? fit : fit.withDispatch(driverNanos(runs));
  }

  /** All of the driver's processors may dispatch, each a chunk of its own. */
  private double driverNanos(ModelRuns runs) {
    return runs.memberDispatchNanos()
        .orElseThrow(
            () ->
                bad(
                    "--members needs --dispatch, or a result of WORKER_PROCESSES or CLUSTER"
                        + " to take it from"));
  }
}
