package fanout.run;

import fanout.os.ReservedFile;
import fanout.results.Parameter;
import fanout.results.Suite;
import fanout.strategy.WorkerStart;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.ProfilerFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.WarmupMode;

/**
 * JMH's options as the user gave them, and what this program makes of them: the default suite where
 * no benchmark is named, failure on error unless it was switched off, and results that this program
 * writes instead of JMH, which would truncate an older file before the run.
 *
 * @param words the words of the command line
 * @param given the user's options
 * @param forRunner the options to run with
 * @param isolation why each contender must have forks of its own, if it must
 * @param suite the defaults of the parameters
 * @param cluster where the strategy of several machines finds its members
 * @param resumed the file that keeps the rows of the run to go on with, or {@code null}
 */
record RunOptions(
    List<String> words,
    CommandLineOptions given,
    Options forRunner,
    Optional<String> isolation,
    Suite suite,
    ClusterOptions cluster,
    @Nullable Path resumed) {
  private static final String PER_CONNECTION = Parameter.REQUESTS_PER_CONNECTION.key();
  private static final String ISOLATED = "--isolated";
  private static final String DEFAULT_SUITE = "\\.FanOutBenchmark\\.";
  private static final String EXACTLY_CONTENDERS = Pattern.quote(RunPlan.CONTENDERS) + "$";
  private static final DateTimeFormatter FILE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final Map<String, ResultFormatType> FORMAT_BY_ENDING =
      Map.of(
          "json", ResultFormatType.JSON,
          "csv", ResultFormatType.CSV,
          "scsv", ResultFormatType.SCSV,
          "txt", ResultFormatType.TEXT,
          "text", ResultFormatType.TEXT,
          "tex", ResultFormatType.LATEX);

  /**
   * Reads JMH's options and those of this program.
   *
   * @throws BadOptionException if JMH does not understand them, or one of them would make the
   *     scores wrong
   */
  static RunOptions parse(List<String> given, Suite suite) {
    return parse(given, suite, ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  /**
   * The same on a JVM of other options.
   *
   * @param ofHost the options of this JVM, which forks have unless they are given {@code -jvmArgs}
   */
  static RunOptions parse(List<String> given, Suite suite, List<String> ofHost) {
    OptionWords words = new OptionWords(given);
    Path resumed = KeptRows.takeFrom(words);
    List<String> command = words.rest();
    boolean isolated = words.flag(ISOLATED);
    List<String> forForks = new ArrayList<>(BatchLimit.takeFrom(words));
    forForks.addAll(TargetProbe.takeFrom(words));
    ClusterOptions cluster = ClusterOptions.takeFrom(words);
    forForks.addAll(cluster.jvmArgs());
    String[] forJmh = renamed(words.rest()).toArray(new String[0]);
    CommandLineOptions parsed;
    CommandLineOptions withoutResult;
    try {
      parsed = new CommandLineOptions(forJmh);
      withoutResult = new WithoutResult(forJmh);
    } catch (CommandLineOptionException | IllegalStateException e) { // the latter for -bm
      throw new BadOptionException(
          String.join(" ", command) + ": " + e.getMessage() + " (-h lists JMH's options)", e);
    }
    refuse(parsed);
    return new RunOptions(
        command,
        parsed,
        forRunner(withoutResult, forForks, ofHost),
        isolated ? Optional.of(ISOLATED) : isolation(parsed),
        suite,
        cluster,
        resumed);
  }

  private static void refuse(CommandLineOptions given) {
    if (given.getThreads().orElse(1) != 1 || given.getThreadGroups().hasValue()) {
      throw new BadOptionException(
          "-t and -tg must stay 1: a batch has one caller; its slots are -p concurrency");
    }
    if (given.getForkCount().orElse(1) == 0) {
      throw new BadOptionException(
          "-f 0 would measure in the program's own JVM, whose options are not those that the result"
              + " would tell; -f must be >= 1");
    }
    if (given.getOperationsPerInvocation().hasValue()) {
      throw new BadOptionException(
          "-opi would divide makespans by a number; a score is that of a whole batch, whose size is"
              + " -p requests");
    }
    if (given.getMeasurementBatchSize().hasValue() || given.getWarmupBatchSize().hasValue()) {
      throw new BadOptionException(
          "-bs and -wbs would add makespans up; a score is that of one batch, whose size is"
              + " -p requests");
    }
  }

  /** Some of what JMH can measure is of a whole fork and says nothing about one contender. */
  private static Optional<String> isolation(CommandLineOptions given) {
    for (var profiler : given.getProfilers()) {
      if (!profiler.getKlass().equals(LedgerProfiler.class.getName())) {
        return Optional.of("-prof " + profiler.getKlass() + " watches the whole fork");
      }
    }
    for (Mode mode : given.getBenchModes()) {
      if (mode != Mode.AverageTime) {
        return Optional.of("-bm " + mode.shortLabel() + " is measured by JMH itself");
      }
    }
    return Optional.empty();
  }

  private static Options forRunner(
      CommandLineOptions given, List<String> forForks, List<String> ofHost) {
    ChainedOptionsBuilder builder = new OptionsBuilder().parent(given);
    if (given.getIncludes().isEmpty()) {
      builder.include(DEFAULT_SUITE);
    }
    boolean named =
        given.getProfilers().stream()
            .anyMatch(profiler -> profiler.getKlass().equals(LedgerProfiler.class.getName()));
    if (!named) {
      builder.addProfiler(LedgerProfiler.class);
    }
    List<String> forkArgs = new ArrayList<>(given.getJvmArgsAppend().orElse(List.of()));
    forkArgs.addAll(forForks);
    forkArgs.addAll(likeWorkers(given, ofHost));
    builder.jvmArgsAppend(forkArgs.toArray(new String[0]));
    builder.shouldFailOnError(given.shouldFailOnError().orElse(true));
    return builder.build();
  }

  /** Forks and worker processes have the same collector, and the user's options reach both. */
  private static List<String> likeWorkers(CommandLineOptions given, List<String> ofHost) {
    List<String> inherited = ofHost.stream().filter(WorkerStart::isCollector).toList();
    List<String> user = new ArrayList<>(given.getJvmArgs().orElse(inherited));
    user.addAll(given.getJvmArgsPrepend().orElse(List.of()));
    user.addAll(given.getJvmArgsAppend().orElse(List.of()));
    List<String> ofJvm = user.stream().filter(option -> option.startsWith("-X")).toList();
    List<String> args = new ArrayList<>();
    if (ofJvm.stream().noneMatch(WorkerStart::isCollector)) {
      args.add("-XX:+UseSerialGC");
    }
    if (!ofJvm.isEmpty()) {
      args.add("-D" + WorkerStart.USER_OPTIONS_PROPERTY + "=" + WorkerStart.joined(ofJvm));
    }
    return args;
  }

  /**
   * Returns the options with which JMH runs one group of contenders. JMH adds patterns to those of
   * the parent, so that one more to include would not keep out other benchmarks that were named.
   */
  Options forGroup(Group group, Mode mode, int forks) {
    ChainedOptionsBuilder builder =
        new OptionsBuilder()
            .parent(forRunner)
            .exclude("^(?!" + EXACTLY_CONTENDERS + ")")
            .mode(mode)
            .warmupMode(WarmupMode.INDI) // in bulk the trial that is measured would begin cold
            .forks(forks);
    if (!given.getTimeout().hasValue()) {
      Duration limit = BatchLimit.ofIteration(group.contenders(), words);
      builder.timeout(TimeValue.seconds(limit.toSeconds()));
    }
    group.parameters().forEach(builder::param);
    if (!group.isPlain() && mode == Mode.SingleShotTime) {
      builder.measurementBatchSize(Schedule.of(group.contenders()).rounds()).warmupBatchSize(1);
    }
    return builder.build();
  }

  /** Returns the options with which JMH runs all other benchmarks. */
  Options forOthers() {
    return new OptionsBuilder().parent(forRunner).exclude("^" + EXACTLY_CONTENDERS).build();
  }

  /** Tells whether certificates of servers on this machine are to pass unseen. */
  boolean isInsecure() {
    return words.contains(TargetProbe.INSECURE);
  }

  /** Tells whether iterations are to last for a time instead of a fixed number of rounds. */
  boolean isTimed() {
    return given.getMeasurementTime().hasValue() || given.getWarmupTime().hasValue();
  }

  /** JMH knows profilers by their class names only, and parameters by the names of fields. */
  private static List<String> renamed(List<String> words) {
    List<String> named = new ArrayList<>(words);
    for (int i = 1; i < named.size(); i++) {
      if (named.get(i - 1).equals("-prof") && named.get(i).equals(LedgerProfiler.NAME)) {
        named.set(i, LedgerProfiler.class.getName());
      }
      if (named.get(i - 1).equals("-p")) {
        named.set(
            i,
            named
                .get(i)
                .replaceFirst("^" + Contender.REQUESTS_PER_CONNECTION + "=", PER_CONNECTION + "="));
      }
    }
    return named;
  }

  /** Returns the names of the parameters that JMH is given, of which it ignores unknown ones. */
  Set<String> parameterNames() {
    Set<String> names = new TreeSet<>();
    List<String> named = renamed(words);
    for (int i = 1; i < named.size(); i++) {
      int equals = named.get(i).indexOf('=');
      if (named.get(i - 1).equals("-p") && equals > 0) {
        names.add(named.get(i).substring(0, equals));
      }
    }
    names.removeAll(ClusterOptions.NAMES);
    return names;
  }

  /**
   * Tells whether the list of contenders is given as {@code -lp} shows it: whoever runs one row of
   * that list gives all of its parameters.
   */
  boolean givesOneContender() {
    return given.getParameter(Group.PARAMETER).hasValue()
        && List.copyOf(given.getParameter(Group.PARAMETER).get()).equals(List.of(Group.ONE));
  }

  /** Tells whether a profiler gives a fork's results when it has ended, to JMH's runner alone. */
  boolean hasExternalProfiler() {
    return !ProfilerFactory.getSupportedExternal(given.getProfilers()).isEmpty();
  }

  boolean wantsJmhOutput() {
    return given.verbosity().hasValue() || given.getOutput().hasValue();
  }

  /** Returns the form of the result: as asked, else by the file's ending, else JSON. */
  ResultFormatType format() {
    if (given.getResultFormat().hasValue()) {
      return given.getResultFormat().get();
    }
    if (!given.getResult().hasValue()) {
      return ResultFormatType.JSON;
    }
    String name = given.getResult().get();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return FORMAT_BY_ENDING.getOrDefault(ending, Defaults.RESULT_FORMAT);
  }

  /**
   * Takes the place where the result goes: as asked, else as JMH names it, else a new file under
   * {@code results/}.
   *
   * @throws IllegalArgumentException if it cannot be written there, or rows of an earlier run are
   *     kept there and are not those to go on with
   */
  ReservedFile reserve(Instant now, long bytes) {
    if (resumed != null) {
      return ReservedFile.at(KeptRows.result(resumed), bytes);
    }
    if (given.getResult().hasValue()) {
      return anew(Path.of(given.getResult().get()), bytes);
    }
    if (given.getResultFormat().hasValue()) {
      String ending = format().toString().toLowerCase(Locale.ROOT);
      return anew(Path.of(Defaults.RESULT_FILE_PREFIX + "." + ending), bytes);
    }
    return ReservedFile.atNew(Path.of("results", FILE_TIME.format(now) + ".json"), bytes);
  }

  private static ReservedFile anew(Path path, long bytes) {
    ReservedFile file = ReservedFile.at(path, bytes);
    if (file.wasLeft()) {
      file.close();
      throw new BadOptionException(
          "%s: holds rows of an earlier run; the same command with %s %s goes on, or remove it"
              .formatted(file.part(), KeptRows.OPTION, file.part()));
    }
    return file;
  }
}
