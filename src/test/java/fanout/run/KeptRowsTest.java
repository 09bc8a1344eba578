package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.annotations.Mode;

final class KeptRowsTest {
  private static final Map<String, Object> NOW = Environment.capture(List.of("-f", "5"));
  private static final String HALF_A_ROW = ", {\"benchmark\" : \"b.";

  private static final String ONE_FORK = "\"primaryMetric\" : {\"rawData\" : [[1.5, 2.5]]}";

  @TempDir private Path folder;

  @Test
  void leavesThoseGroupsInThePlanThatAreNotComplete() throws IOException {
    RunPlan plan = plan(List.of("SINGLE_THREAD", "THREAD_POOL"), List.of("VIRTUAL_THREADS"));
    KeptRows kept = KeptRows.in(part(NOW, "SINGLE_THREAD", "THREAD_POOL"), NOW);
    assertThat(kept.rest(plan).legs()).containsExactly(plan.legs().getLast());
    assertThat(kept.rows()).hasSize(2);
  }

  @Test
  void leavesThoseForksOfAGroupInThePlanThatAreNotComplete() throws IOException {
    RunPlan plan = plan(List.of("SINGLE_THREAD", "THREAD_POOL"), List.of("VIRTUAL_THREADS"));
    Leg begun = plan.legs().getFirst().withForks(5);
    RunPlan longer = new RunPlan(List.of(begun, plan.legs().getLast()), List.of());
    KeptRows kept =
        KeptRows.in(part(NOW, "SINGLE_THREAD", "THREAD_POOL", "SINGLE_THREAD", "THREAD_POOL"), NOW);
    assertThat(kept.rest(longer).legs()).containsExactly(begun.withForks(3), plan.legs().getLast());
    assertThat(kept.rows()).hasSize(4);
    assertThat(kept.hasPartOfAGroup()).isTrue();
  }

  @Test
  void runsAGroupAgainOfWhichRowsAreMissing() throws IOException {
    RunPlan plan = plan(List.of("SINGLE_THREAD", "THREAD_POOL"));
    KeptRows kept = KeptRows.in(part(NOW, "SINGLE_THREAD"), NOW);
    assertThat(kept.rest(plan).legs()).isEqualTo(plan.legs());
    assertThat(kept.rows()).isEmpty();
  }

  @Test
  void refusesRowsOfOtherParameters() throws IOException {
    KeptRows kept = KeptRows.in(part(NOW, "THREAD_POOL"), NOW);
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> kept.rest(plan(List.of("SINGLE_THREAD"))))
        .withMessageContaining("row 1 has strategy=THREAD_POOL, and SINGLE_THREAD is planned");
  }

  /** What is kept has no secrets, and a message would show them. */
  @Test
  void takesRowsOfATargetWithASecretAndDoesNotTellIt() throws IOException {
    String target = "http://h/?page=%d&token=%s";
    RunPlan plan = plan(leg(1, Contenders.with("target=" + target.formatted(1, "hunter2"))));
    KeptRows kept = KeptRows.in(row("avgt", "target", target.formatted(1, "[left-out]")), NOW);
    assertThat(kept.rest(plan).legs()).isEmpty();
    KeptRows other = KeptRows.in(row("avgt", "target", target.formatted(2, "hunter2")), NOW);
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> other.rest(plan))
        .withMessageContaining("row 1 has target=http://h/?page=2")
        .withMessageContaining("and http://h/?page=1&token=[left-out] is planned")
        .withMessageNotContaining("hunter2");
  }

  @Test
  void refusesRowsOfAnotherMode() throws IOException {
    KeptRows kept = KeptRows.in(row("thrpt", "strategy", "THREAD_POOL"), NOW);
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> kept.rest(plan(List.of("THREAD_POOL"))))
        .withMessageContaining("row 1 has mode=thrpt, and avgt is planned");
  }

  @Test
  void refusesRowsOfAnotherCommand() throws IOException {
    Path part = part(NOW, "THREAD_POOL");
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> KeptRows.in(part, Environment.capture(List.of("-f", "1"))))
        .withMessageContaining("its rows have command [\"-f\",\"5\"], and this run has");
  }

  /** A smaller heap or another collector would make later forks differ from the kept ones. */
  @Test
  void refusesRowsOfOtherJvmOptions() throws IOException {
    Map<String, Object> small = new HashMap<>(NOW);
    small.put("vmFlags", List.of("-Xmx64m"));
    Path part = part(small, "THREAD_POOL");
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> KeptRows.in(part, NOW))
        .withMessageContaining("its rows have vmFlags [\"-Xmx64m\"], and this run has ");
  }

  @Test
  void goesOnWithJvmOptionsThatChangeNoMeasurement() throws IOException {
    Map<String, Object> patient = new HashMap<>(NOW);
    patient.put("vmFlags", List.of("-Xmx64m"));
    Map<String, Object> hasty = new HashMap<>(NOW);
    hasty.put("vmFlags", List.of("-Djmh.ignoreLock=true", "-Xmx64m", "-Djava.io.tmpdir=/else"));
    assertThat(KeptRows.in(part(patient, "THREAD_POOL"), hasty).rows()).isEmpty();
    assertThat(KeptRows.in(part(hasty, "THREAD_POOL"), patient).rows()).isEmpty();
  }

  @Test
  void takesTheOptionOutOfTheWordsAndRefusesOtherFiles() {
    OptionWords words = new OptionWords(List.of("-f", "1", "--resume", "a.json.part"));
    Path part = KeptRows.takeFrom(words);
    assertThat(words.rest()).containsExactly("-f", "1");
    assertThat(part).isEqualTo(Path.of("a.json.part"));
    assertThat(KeptRows.result(Path.of("a.json.part"))).isEqualTo(Path.of("a.json"));
    assertThatExceptionOfType(BadOptionException.class)
        .isThrownBy(() -> KeptRows.takeFrom(new OptionWords(List.of("--resume", "a.json"))))
        .withMessageStartingWith("--resume a.json: expected a file that ends in .part");
  }

  /** What a run has left that was killed while it added a row. */
  private Path part(Map<String, Object> environment, String... strategies) throws IOException {
    String described = ResultWriter.JSON.writeValueAsString(environment);
    List<String> entries =
        Arrays.stream(strategies).map(name -> entry(described, "avgt", "strategy", name)).toList();
    return Files.writeString(
        folder.resolve("out.json.part"), "[ " + String.join(", ", entries) + HALF_A_ROW);
  }

  private Path row(String mode, String parameter, String value) throws IOException {
    String described = ResultWriter.JSON.writeValueAsString(NOW);
    return Files.writeString(
        folder.resolve("out.json.part"),
        "[ " + entry(described, mode, parameter, value) + HALF_A_ROW);
  }

  private static String entry(String environment, String mode, String parameter, String value) {
    return "{\"environment\" : %s, \"mode\" : \"%s\", \"params\" : {\"%s\" : \"%s\"}, %s}"
        .formatted(environment, mode, parameter, value, ONE_FORK);
  }

  @SafeVarargs
  private static RunPlan plan(List<String>... groups) {
    List<Leg> legs = new ArrayList<>();
    for (List<String> strategies : groups) {
      legs.add(
          leg(
              legs.size() + 1,
              strategies.stream()
                  .map(name -> Contenders.with("strategy=" + name))
                  .toArray(Contender[]::new)));
    }
    return plan(legs.toArray(new Leg[0]));
  }

  private static RunPlan plan(Leg... legs) {
    return new RunPlan(List.of(legs), List.of());
  }

  /** A group takes its batches in a mode that its rows do not have. */
  private static Leg leg(int number, Contender... contenders) {
    Group group = new Group(Integer.toString(number), List.of(contenders));
    Mode mode = group.isPlain() ? Mode.AverageTime : Mode.SingleShotTime;
    return new Leg("group", Optional.of(group), mode, 1, 0, 1, Duration.ZERO);
  }
}
