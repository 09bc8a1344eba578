package fanout.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The outcome of one command line, run in this JVM. */
record CliRun(int exit, String out, String err) {
  static CliRun of(String... words) {
    return of(Arrays.asList(words));
  }

  static CliRun of(List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        new Main(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .execute(words.toArray(new String[0]));
    return new CliRun(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command with words of its own before others. */
  static CliRun of(String command, List<String> first, List<String> rest) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(first);
    words.addAll(rest);
    return of(words);
  }
}
