package fanout.ab;

import fanout.results.RowKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The output of a fork, with what JMH says in it. It goes to a file and not to {@link
 * fanout.os.ChildProcess}: a fork is a command of the user's, which may write as much as it likes
 * where whoever looks for the reason of a failure finds all of it, and may start what writes on
 * when it has ended.
 */
record ForkLog(Path file) {
  private static final int LONGEST_QUOTE = 160;

  private static final Pattern LOCKED =
      Pattern.compile("Another JMH instance might be running.*?\\((.+?\\.lock)\\)");

  /** {@code # Run progress: 0.00% complete, ETA 1d 00:01:40}. */
  private static final Pattern EXPECTED =
      Pattern.compile("# Run progress: 0\\.00% complete, ETA (?:(\\d+)d )?(\\d+):(\\d+):(\\d+)");

  /** Names stand alone on their lines; parameters are indented. */
  private static final Pattern BENCHMARK = Pattern.compile("[\\p{L}\\w$.]+\\.[\\p{L}\\w$]+");

  private static final Pattern PARAM = Pattern.compile(" +param \"(.+?)\" = \\{(.*)}");

  /**
   * Returns the rows of JMH's list: each benchmark with each combination of its parameters; all of
   * them, if it is listed several times. A parameter with a comma in a value is left out, since
   * {@code -p} cannot ask for such a value.
   */
  List<RowKey> rows() {
    List<String> lines = lines();
    int heading = lines.indexOf("Benchmarks: ");
    if (heading < 0) {
      return List.of();
    }
    List<Listed> all = new ArrayList<>();
    for (String line : lines.subList(heading + 1, lines.size())) {
      Matcher param = PARAM.matcher(line);
      if (BENCHMARK.matcher(line).matches()) {
        all.add(new Listed(line, List.of(new TreeMap<>())));
      } else if (param.matches() && !all.isEmpty()) {
        List<String> values = List.of(param.group(2).split(", ", -1));
        if (values.stream().noneMatch(value -> value.contains(","))) {
          all.add(all.removeLast().with(param.group(1), values));
        }
      }
    }
    return all.stream().flatMap(Listed::rows).distinct().toList();
  }

  /** A benchmark with the combinations of the parameters that have been read. */
  private record Listed(String benchmark, List<SortedMap<String, String>> params) {
    Listed with(String param, List<String> values) {
      List<SortedMap<String, String>> more = new ArrayList<>();
      for (SortedMap<String, String> each : params) {
        for (String value : values) {
          SortedMap<String, String> longer = new TreeMap<>(each);
          longer.put(param, value);
          more.add(longer);
        }
      }
      return new Listed(benchmark, more);
    }

    Stream<RowKey> rows() {
      return params.stream().map(each -> new RowKey(benchmark, Units.NOT_RUN, each, 1));
    }
  }

  /** Returns how long JMH expected to take when it began, if it says so. */
  Optional<Duration> expected() {
    return found(EXPECTED)
        .map(
            eta ->
                Duration.ofDays(eta.group(1) == null ? 0 : Long.parseLong(eta.group(1)))
                    .plusHours(Long.parseLong(eta.group(2)))
                    .plusMinutes(Long.parseLong(eta.group(3)))
                    .plusSeconds(Long.parseLong(eta.group(4))));
  }

  /** Returns the lock for which JMH gave up, if it did. */
  Optional<Path> lockOfOther() {
    return found(LOCKED).map(locked -> Path.of(locked.group(1)));
  }

  /** Returns the last line in words that follow a message; empty if nothing was printed. */
  String lastWords() {
    List<String> lines = lines().stream().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return " and printed nothing";
    }
    String last = lines.getLast().strip();
    return "; its last words: "
        + (last.length() > LONGEST_QUOTE ? last.substring(0, LONGEST_QUOTE) + "…" : last)
        + (lines.size() > 1 ? " (all of them: " + file + ")" : "");
  }

  private Optional<Matcher> found(Pattern pattern) {
    return lines().stream().map(pattern::matcher).filter(Matcher::find).findFirst();
  }

  private List<String> lines() {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException unreadable) {
      return List.of("its output cannot be read: " + unreadable.getMessage());
    }
  }
}
