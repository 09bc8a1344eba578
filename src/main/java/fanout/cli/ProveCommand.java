package fanout.cli;

import fanout.TimeSpan;
import fanout.ab.Proof;
import fanout.ab.ProofPlan;
import fanout.ab.ProofRecord;
import fanout.exchange.SpinRate;
import fanout.stats.Criteria;
import fanout.stats.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code prove}: measures the gate's own error rates. */
@Command(
    name = "prove",
    description = {
      "Measures how often the gate is wrong, with real forks: identical code against itself, and"
          + " the same work made 5%% and 10%% slower; 'ab' and, from the same forks, 'compare' on"
          + " files from different moments. Then simulates heavier noise. Long: about 90 minutes.",
      "",
      "The margin is 1%% here, not 5%%: a slowdown of 5%% lies on a margin of 5%% and is not"
          + " meant to be found; and the smaller the margin, the easier a false alarm."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar prove",
      "  java -jar target/benchmarks.jar prove --comparisons 2 --detections 1 --blocks 2"
    })
final class ProveCommand implements Callable<Integer> {
  private static final int SPIN_MICROS = 20;

  @Option(names = "--base", paramLabel = "CMD", description = "Default: a spin of 20 us.")
  private Optional<String> base = Optional.empty();

  @Option(names = "--slower", paramLabel = "CMD", description = "5%% slower; default: 21 us.")
  private Optional<String> slower = Optional.empty();

  @Option(names = "--much-slower", paramLabel = "CMD", description = "10%% slower; default: 22 us.")
  private Optional<String> muchSlower = Optional.empty();

  @Option(
      names = "--comparisons",
      defaultValue = "59",
      description = "Comparisons of identical code; default: ${DEFAULT-VALUE}.")
  private int comparisons = 59;

  @Option(
      names = "--detections",
      defaultValue = "20",
      description = "Comparisons for either slowdown; default: ${DEFAULT-VALUE}.")
  private int detections = 20;

  @Option(
      names = "--blocks",
      defaultValue = "6",
      description = "The most blocks of each; default: ${DEFAULT-VALUE}.")
  private int blocks = 6;

  @Option(
      names = "--threshold",
      defaultValue = "0.01",
      description = "The margin as a share; default: ${DEFAULT-VALUE}.")
  private double threshold = 0.01;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--minutes",
      defaultValue = "90",
      description = "No comparison begins later than this; default: ${DEFAULT-VALUE}.")
  private int minutes = 90;

  @Option(
      names = "--fork-limit",
      defaultValue = "60s",
      description = "A fork that takes longer is ended; default: ${DEFAULT-VALUE}.")
  private String forkLimit = "60s";

  @Option(
      names = "--simulations",
      defaultValue = "4000",
      description = "Simulated comparisons for each noise; default: ${DEFAULT-VALUE}.")
  private int simulations = 4_000;

  @Option(
      names = "--out",
      defaultValue = "results/proof",
      description = "Where everything is kept; default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of("results", "proof");

  @Option(
      names = "--ignore-param",
      defaultValue = "exchange",
      paramLabel = "NAME",
      description = "The parameter that makes commands slower; default: ${DEFAULT-VALUE}.")
  private String ignoredParam = "exchange";

  @Parameters(paramLabel = "-- JMH options", description = "Options of JMH for all commands.")
  private List<String> jmhOptions = List.of();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    try (Proof proof = new Proof(plan(), line -> show(err, line));
        var _ = OrderlyStop.with(proof::close)) {
      return proved(proof);
    } catch (IOException notKept) {
      throw new UncheckedIOException(
          folder + ": results cannot be kept: " + notKept.getMessage(), notKept);
    }
  }

  private int proved(Proof proof) throws IOException {
    try {
      Files.createDirectories(folder);
      ProofRecord record = proof.run();
      record.addSimulated(Simulation.run(simulations, seed, proof::isClosed));
      record.write();
      if (proof.isClosed()) {
        throw new InterruptedException("stopped while simulating; the rest is in " + folder);
      }
      record.summary().forEach(spec.commandLine().getOut()::println);
      spec.commandLine().getOut().flush();
      return 0;
    } catch (InterruptedException stopped) {
      show(spec.commandLine().getErr(), "fanout: " + stopped.getMessage());
      return OrderlyStop.INTERRUPTED;
    } finally {
      Files.deleteIfExists(archive());
    }
  }

  /** The class-data archive that the first fork leaves for the others. */
  private Path archive() {
    return folder.resolve("classes.jsa");
  }

  private ProofPlan plan() {
    double rate = SpinRate.measure();
    return new ProofPlan(
        base.orElseGet(() -> own(SPIN_MICROS, rate)),
        slower.orElseGet(() -> own(SPIN_MICROS + 1, rate)),
        muchSlower.orElseGet(() -> own(SPIN_MICROS + 2, rate)),
        jmhOptions,
        comparisons,
        detections,
        blocks,
        seed,
        Duration.ofMinutes(minutes),
        TimeSpan.parse(forkLimit),
        Criteria.of(threshold),
        Set.of(ignoredParam),
        folder);
  }

  private static void show(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }

  /**
   * This program's own classes on this Java. The launcher would only cost time, and so would the
   * second compiler, which a loop of a few instructions does not need, and loading classes without
   * an archive; JMH gives its forks the same options. All forks get one rate of spinning: if each
   * measured its own, their work would differ by more than what is to be found.
   */
  private String own(int spinMicros, double rate) {
    return String.format(
        Locale.ROOT,
        "'%s' --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
            + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
            + " -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile='%s' -D%s=%.1f -cp '%s' %s"
            + " FanOutBenchmark -p strategy=SINGLE_THREAD -p requests=1000 -p delay=0"
            + " -wi 1 -w 200ms -i 1 -r 300ms -p exchange=spin:%dus",
        Path.of(System.getProperty("java.home"), "bin", "java"),
        archive(),
        SpinRate.PROPERTY,
        rate,
        System.getProperty("java.class.path"),
        Main.class.getName(),
        spinMicros);
  }
}
