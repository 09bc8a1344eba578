package fanout.cli;

import fanout.TimeSpan;
import fanout.ab.Interleaving.Limits;
import fanout.ab.Proof;
import fanout.ab.ProofPlan;
import fanout.ab.ProofRecord;
import fanout.exchange.SpinRate;
import fanout.run.OptionWords;
import fanout.run.QuietMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code prove}: measures the gate's own error rates. */
@Command(
    name = "prove",
    description = {
      "Measures how often the gate is wrong: identical code against itself, and the same work made"
          + " 1, 2, 5 and 10%% slower, by 'ab' with forks of JMH, of one row and of several, and"
          + " with plain commands, on the machine as it is and with other work beside it; and,"
          + " from the same forks, by 'compare' on files from different moments. Long: at most 90"
          + " minutes; how long is said first. Prints a table in Markdown.",
      "",
      "The margin is 0: there a false alarm is as likely as it ever is, one in 20, and every"
          + " slowdown can be found. What a margin of 5%% makes of the same data is told, too."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar target/benchmarks.jar prove --out target/proof",
      "  java -jar target/benchmarks.jar prove --comparisons 2 --detections 1 \\",
      "      --blocks 2 --out target/proof"
    })
final class ProveCommand extends Subcommand {
  @Option(
      names = "--jmh-work",
      paramLabel = "CMD",
      description =
          "A command that takes JMH's options, with {} where the amount of work goes: 1000, and 10"
              + " more for each percent. Default: a spin of 10 us, 200 times.")
  private Optional<String> jmhWork = Optional.empty();

  @Option(
      names = "--plain-work",
      paramLabel = "CMD",
      description = "Any command, with {} in the same way. Default: a shell that counts.")
  private String plainWork = "i=0; while [ $i -lt {}00 ]; do i=$((i+1)); done";

  @Option(
      names = "--comparisons",
      defaultValue = "59",
      description = "Comparisons of identical code; default: ${DEFAULT-VALUE}.")
  private int comparisons = 59;

  @Option(
      names = "--detections",
      defaultValue = "10",
      description = "Comparisons for each slowdown; default: ${DEFAULT-VALUE}.")
  private int detections = 10;

  @Option(
      names = "--blocks",
      defaultValue = "6",
      description = "The most blocks of each; default: ${DEFAULT-VALUE}.")
  private int blocks = 6;

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
      description =
          "A fork that takes longer is ended (s, ms; up to 86400s); default: ${DEFAULT-VALUE}.")
  private String forkLimit = "60s";

  @Option(
      names = {"-o", "--out"},
      defaultValue = "results/proof",
      description =
          "Where everything is kept; a proof.json that is there is replaced. Default:"
              + " ${DEFAULT-VALUE}, which in a clone holds the kept proof.")
  private Path folder = Path.of("results", "proof");

  @Option(
      names = "--ignore-param",
      defaultValue = "exchange",
      paramLabel = "NAME",
      description = "The parameter that makes commands slower; default: ${DEFAULT-VALUE}.")
  private String ignoredParam = "exchange";

  @Option(
      names = "--rows",
      defaultValue = "requests=200,201,202,203",
      paramLabel = "NAME=VALUE,VALUE",
      description =
          "The parameter that makes several rows of the same work; default: ${DEFAULT-VALUE}.")
  private String rows = "requests=200,201,202,203";

  @Parameters(paramLabel = "-- JMH options", description = "Options of JMH for all commands.")
  private List<String> jmhOptions = List.of();

  @Override
  public Integer call() {
    try (Proof proof = new Proof(plan(), err()::println)) {
      return OrderlyStop.during(() -> proved(proof), proof::close, err());
    } catch (IOException notKept) {
      throw new UncheckedIOException(
          folder + ": results cannot be kept: " + notKept.getMessage(), notKept);
    }
  }

  private int proved(Proof proof) throws IOException, InterruptedException {
    try {
      Files.createDirectories(folder);
      ProofRecord record = proof.run();
      record.write();
      record.table().forEach(line -> print(line + "\n"));
      return 0;
    } finally {
      Files.deleteIfExists(archive("host"));
      Files.deleteIfExists(archive("fork"));
    }
  }

  /** The class-data archives that the first run of JMH leaves for the others. */
  private Path archive(String jvm) {
    return folder.resolve(jvm + ".jsa");
  }

  private ProofPlan plan() {
    return new ProofPlan(
        new ProofPlan.Work(
            jmhWork.orElseGet(this::own),
            plainWork,
            OptionWords.separated(jmhOptions),
            Set.of(ignoredParam),
            rows),
        comparisons,
        detections,
        blocks,
        seed,
        new Limits(Duration.ofMinutes(minutes), TimeSpan.parseLimit(forkLimit)),
        folder);
  }

  /**
   * This program's benchmark, run by JMH alone: this program would only cost time, and so would the
   * second compiler, which a loop of a few instructions does not need, the question whether the JVM
   * knows compiler blackholes, and loading classes without an archive. All forks get one rate of
   * spinning: if each measured its own, their work would differ by more than what is to be found.
   * None waits for a quiet machine, which under load there is not. What JMH hands to its forks is
   * quoted for JMH too, which splits it at blanks.
   */
  private String own() {
    return String.format(
        Locale.ROOT,
        "'%s' --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
            + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:+AutoCreateSharedArchive"
            + " -XX:SharedArchiveFile='%s' -D%s=%.1f -D%s=0 -Djmh.blackhole.autoDetect=false"
            + " -cp '%s' %s FanOutBenchmark -jvmArgsAppend '-XX:SharedArchiveFile=\"%s\"'"
            + " -p strategy=SINGLE_THREAD -p delay=0 -wi 1 -w 100ms -i 1 -r 200ms"
            + " -p exchange=spin:%s0ns",
        Path.of(System.getProperty("java.home"), "bin", "java"),
        archive("host"),
        SpinRate.PROPERTY,
        SpinRate.measure(),
        QuietMachine.LIMIT_PROPERTY,
        System.getProperty("java.class.path"),
        org.openjdk.jmh.Main.class.getName(),
        archive("fork"),
        ProofPlan.AMOUNT);
  }
}
