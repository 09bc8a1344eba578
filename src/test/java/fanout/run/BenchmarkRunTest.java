package fanout.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import fanout.results.Suite;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lists that are shown instead of a run. */
@ResourceLock(Resources.SYSTEM_OUT) // JMH lists there
final class BenchmarkRunTest {
  private static final Pattern PARAM = Pattern.compile("  param \"(.+)\" = \\{(.*)}");

  /** As {@code ab} does with each row of it. */
  @ParameterizedTest
  @EnumSource(Suite.class)
  void theListGivenBackIsWhatARunWouldRun(Suite suite) throws Exception {
    List<List<String>> parts = parts(suite, "-lp");
    Set<Map<String, String>> rows =
        parts.stream()
            .flatMap(words -> rows(RunPlan.of(RunOptions.parse(words, Suite.DEFAULT))))
            .collect(Collectors.toSet());
    assertThat(parts.toString()).contains("contenders=1");
    assertThat(rows)
        .isEqualTo(
            rows(RunPlan.of(RunOptions.parse(List.of(), suite))).collect(Collectors.toSet()));
  }

  @Test
  void listsNoOtherBenchmarkThanARunWouldRun() throws Exception {
    assertThat(list(Suite.DEFAULT, "-lp").lines().filter(line -> !line.startsWith(" ")))
        .containsExactly("Benchmarks: ", RunPlan.CONTENDERS);
    assertThat(list(Suite.DEFAULT, "-lp", "Handoff.*pipe", "-p", "channel=unix"))
        .contains("HandoffBenchmark.pipeRoundTrip")
        .doesNotContain("FanOutBenchmark");
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> list(Suite.DEFAULT, "-lp", "NoSuchBenchmark"))
        .withMessageContaining("NoSuchBenchmark");
  }

  @Test
  void listsThePartsOfASuiteThatDifferByTheValuesOfTheOptions() throws Exception {
    assertThat(parts(Suite.SCALABILITY, "-lp", "-p", "strategy=THREAD_POOL")).hasSize(2);
    assertThat(
            parts(Suite.SCALABILITY, "-lp", "-p", "strategy=THREAD_POOL", "-p", "concurrency=3,5"))
        .singleElement()
        .asString()
        .contains("strategy=THREAD_POOL", "concurrency=3,5", "delay=2ms");
  }

  @Test
  void listsAllBenchmarksByName() throws Exception {
    assertThat(list(Suite.DEFAULT, "-l"))
        .contains(RunPlan.CONTENDERS, "HandoffBenchmark.pipeRoundTrip", "ColdStartBenchmark.cold");
  }

  private static Stream<Map<String, String>> rows(RunPlan plan) {
    return plan.contenders().stream().map(Contender::row);
  }

  /** For each time that a benchmark is listed, the options that give its parameters. */
  private static List<List<String>> parts(Suite suite, String... words) throws Exception {
    List<List<String>> parts = new ArrayList<>();
    for (String line : list(suite, words).lines().skip(1).toList()) {
      Matcher param = PARAM.matcher(line);
      if (param.matches()) {
        parts
            .getLast()
            .addAll(List.of("-p", param.group(1) + "=" + param.group(2).replace(", ", ",")));
      } else {
        parts.add(new ArrayList<>(List.of(line)));
      }
    }
    return parts;
  }

  private static String list(Suite suite, String... words) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, UTF_8);
    assertThat(new BenchmarkRun(List.of(words), suite, printed, printed).execute()).isEmpty();
    return out.toString(UTF_8);
  }
}
