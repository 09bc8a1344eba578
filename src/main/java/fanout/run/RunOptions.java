package fanout.run;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Defaults;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * JMH's options as the user gave them, and what this program makes of them: the default suite where
 * no benchmark is named, failure on error unless it was switched off, and results that this program
 * writes instead of JMH, which would truncate an older file before the run.
 *
 * @param words the words of the command line
 * @param given the user's options
 * @param forRunner the options to run with
 * @param keepAwake whether to keep every processor awake during the run
 * @param cluster where the strategy of several machines finds its members
 */
record RunOptions(
    List<String> words,
    CommandLineOptions given,
    Options forRunner,
    boolean keepAwake,
    ClusterOptions cluster) {
  private static final String KEEP_AWAKE = "--keep-awake";
  private static final String DEFAULT_SUITE = "\\.FanOutBenchmark\\.";
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
   * Reads JMH's options.
   *
   * @throws BadOptionException if JMH does not understand them
   */
  static RunOptions parse(List<String> words) {
    List<String> forJmh = new ArrayList<>(words);
    boolean keepAwake = forJmh.remove(KEEP_AWAKE);
    ClusterOptions cluster = ClusterOptions.takeFrom(forJmh);
    CommandLineOptions given;
    try {
      given = new CommandLineOptions(withProfilerNames(forJmh));
    } catch (CommandLineOptionException | IllegalStateException e) { // the latter for -bm
      throw new BadOptionException(
          String.join(" ", words) + ": " + e.getMessage() + " (-h lists JMH's options)", e);
    }
    ChainedOptionsBuilder builder = new OptionsBuilder().parent(WithoutResult.of(given));
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
    forkArgs.addAll(cluster.jvmArgs());
    if (!forkArgs.isEmpty()) {
      builder.jvmArgsAppend(forkArgs.toArray(new String[0]));
    }
    builder.shouldFailOnError(given.shouldFailOnError().orElse(true));
    return new RunOptions(List.copyOf(words), given, builder.build(), keepAwake, cluster);
  }

  /** JMH knows profilers that are not its own by their class names only. */
  private static String[] withProfilerNames(List<String> words) {
    List<String> named = new ArrayList<>(words);
    for (int i = 1; i < named.size(); i++) {
      if (named.get(i - 1).equals("-prof") && named.get(i).equals(LedgerProfiler.NAME)) {
        named.set(i, LedgerProfiler.class.getName());
      }
    }
    return named.toArray(new String[0]);
  }

  /** Returns the names of the parameters that the user gave, of which JMH ignores unknown ones. */
  Set<String> parameterNames() {
    Set<String> names = new TreeSet<>();
    for (int i = 1; i < words.size(); i++) {
      int equals = words.get(i).indexOf('=');
      if (words.get(i - 1).equals("-p") && equals > 0 && !ClusterOptions.isOne(words.get(i))) {
        names.add(words.get(i).substring(0, equals));
      }
    }
    return names;
  }

  /** Tells whether the user asked for JMH's own output. */
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

  /** Returns a time as names of result files have it, in UTC. */
  static String fileTime(Instant time) {
    return FILE_TIME.format(time);
  }

  /** Returns where the result goes: as asked, else as JMH names it, else under {@code results/}. */
  Path file(Instant now) {
    if (given.getResult().hasValue()) {
      return Path.of(given.getResult().get());
    }
    if (given.getResultFormat().hasValue()) {
      return Path.of(
          Defaults.RESULT_FILE_PREFIX + "." + format().toString().toLowerCase(Locale.ROOT));
    }
    return Path.of("results", fileTime(now) + ".json");
  }
}
