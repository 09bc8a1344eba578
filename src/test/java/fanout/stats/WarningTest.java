package fanout.stats;

import static fanout.stats.Results.entry;
import static fanout.stats.Results.file;
import static fanout.stats.Results.metric;
import static org.assertj.core.api.Assertions.assertThat;

import fanout.results.ResultEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

final class WarningTest {
  private static final double[] STEADY = {100, 101, 99, 100.5, 99.5};

  @Test
  void saysNothingAboutQuietForks() {
    assertThat(row(entry("b", STEADY), entry("b", STEADY)).warnings()).isEmpty();
  }

  @Test
  void saysHowManyForksShowAnUnchangedRow() {
    Row row = row(entry("b", 100, 120, 85, 110, 95), entry("b", STEADY));
    assertThat(row.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(row.effect().forksNeeded()).isBetween(40, 60);
  }

  @Test
  void warnsOfNoise() {
    Row row = row(entry("b", 100, 120, 85, 110, 95), entry("b", STEADY));
    assertThat(row.warnings())
        .containsExactly(new Warning(Warning.Kind.NOISY, "forks vary by 13.3%"));
  }

  @Test
  void warnsOfForksThatAreStillWarmingUp() {
    List<Double> warming = List.of(110.0, 108.0, 100.0, 99.0);
    ResultEntry late =
        entry(
            "b",
            "avgt",
            metric(
                "ns/op",
                List.of(
                    warming,
                    List.of(111.0, 108.0, 100.0, 99.5),
                    warming,
                    List.of(109.0, 108.0, 99.5, 99.0))));
    assertThat(row(entry("b", STEADY), late).warnings())
        .extracting(Warning::kind)
        .contains(Warning.Kind.WARM_UP);
  }

  @Test
  void warnsOfLaterForksThatDiffer() {
    double[] drifting = {100, 101, 100.5, 100.2, 108, 108.5, 107.9, 108.2};
    assertThat(row(entry("b", STEADY), entry("b", drifting)).warnings())
        .contains(
            new Warning(Warning.Kind.DRIFT, "new: later forks differ by +7.7% from earlier ones"));
  }

  @Test
  void warnsOfNeighbouringForksThatAreAlike() {
    double[] waves = {100, 101, 102, 103, 104, 103, 102, 101, 100, 99, 98, 97, 98, 99, 100, 101};
    assertThat(row(entry("b", waves), entry("b", STEADY)).warnings())
        .extracting(Warning::kind)
        .contains(Warning.Kind.AUTOCORRELATION);
  }

  @Test
  void flagsAnOutlyingForkAndStillCountsIt() {
    double[] outlying = {100, 100.5, 99.5, 100.2, 99.8, 110};
    Row row = row(entry("b", STEADY), entry("b", outlying));
    assertThat(row.warnings())
        .contains(
            new Warning(Warning.Kind.OUTLYING_FORK, "new: fork 6 of 6 lies +8.3% from the mean"));
    assertThat(row.candidate().forks()).isEqualTo(6);
    assertThat(row.ratio()).isGreaterThan(1.015);
  }

  @Test
  void doesNotFlagAForkThatLiesLessThanAPercentFromTheOthers() {
    double[] close = {100, 100.01, 99.99, 100.005, 99.995, 100.5};
    assertThat(row(entry("b", STEADY), entry("b", close)).warnings()).isEmpty();
  }

  @Test
  void warnsOfDifferentSettings() {
    ResultEntry other =
        Results.withSettings(
            entry("b", STEADY), new ResultEntry.Settings(5, 1, "1 s", 1, "1 s", 1));
    assertThat(row(entry("b", STEADY), other).warnings())
        .containsExactly(
            new Warning(
                Warning.Kind.DIFFERENT_SETTINGS,
                "settings differ: 5 x 1 s warm-up + 1 x 1 s, batch 1 in base, 1 x 1 s warm-up + 1"
                    + " x 1 s, batch 1 in new"));
  }

  @Test
  void warnsOfSettingsThatASittingOfOneSideHasAlone() {
    ResultEntry shorter =
        Results.withSettings(
            entry("b", STEADY), new ResultEntry.Settings(5, 5, "1 s", 1, "100 ms", 1));
    ResultEntry mixed = Results.pooled(entry("b", STEADY), shorter);
    String both = "5 x 1 s warm-up + 1 x 1 s, batch 1 and 5 x 1 s warm-up + 1 x 100 ms, batch 1";
    assertThat(row(entry("b", STEADY), mixed).warnings())
        .containsExactly(
            new Warning(
                Warning.Kind.DIFFERENT_SETTINGS,
                "settings differ: 5 x 1 s warm-up + 1 x 1 s, batch 1 in base, "
                    + both
                    + " in new"));
    assertThat(row(mixed, mixed).warnings())
        .containsExactly(
            new Warning(
                Warning.Kind.DIFFERENT_SETTINGS,
                "settings differ: %1$s in base, %1$s in new".formatted(both)));
  }

  @Test
  void doesNotHoldTheNumberOfForksAgainstASitting() {
    ResultEntry fewer =
        Results.withSettings(
            entry("b", STEADY), new ResultEntry.Settings(2, 5, "1 s", 1, "1 s", 1));
    assertThat(row(Results.pooled(entry("b", STEADY), fewer), fewer).warnings()).isEmpty();
  }

  @Test
  void tellsJdksApartDecisively() {
    ResultEntry.Jvm older =
        new ResultEntry.Jvm("1.37", "java", List.of(), "21", "OpenJDK", "25+36");
    EnvironmentCheck check =
        environment(entry("b", STEADY), Results.withJvm(entry("b", STEADY), older));
    assertThat(check.isDecisive()).isTrue();
    assertThat(check.differences().getFirst().text()).isEqualTo("JDK: 25 in base, 21 in new");
  }

  @Test
  void mentionsOtherOptionsButDoesNotRefuseThem() {
    ResultEntry.Jvm other =
        new ResultEntry.Jvm("1.36", "java", List.of("-Xmx1g"), "25", "OpenJDK", "25+36");
    ResultEntry.Jvm plain =
        new ResultEntry.Jvm("1.37", "java", List.of("-Xmx2g"), "25", "OpenJDK", "25+36");
    EnvironmentCheck check =
        environment(
            Results.withJvm(entry("b", STEADY), plain), Results.withJvm(entry("b", STEADY), other));
    assertThat(check.isDecisive()).isFalse();
    assertThat(check.differences()).hasSize(2);
  }

  @Test
  void doesNotHoldWhatAFileDoesNotSayAgainstIt() {
    ResultEntry.Jvm silent = new ResultEntry.Jvm("", "", List.of(), "", "", "");
    assertThat(
            environment(entry("b", STEADY), Results.withJvm(entry("b", STEADY), silent))
                .differences())
        .isEmpty();
  }

  @Test
  void comparesUpdatesOfOneFeatureReleaseWithANote() {
    EnvironmentCheck check =
        environment(
            with("{\"jdk\": \"25.0.1+8-LTS\", \"memoryBytes\": 8000000000}"),
            with("{\"jdk\": \"25.0.2\", \"memoryBytes\": 8050000000}"));
    assertThat(check.isDecisive()).isFalse();
    assertThat(check.isMachineKnown()).isTrue();
    assertThat(check.differences())
        .containsExactly(new EnvironmentCheck.Difference("jdk", "25.0.1+8-LTS", "25.0.2", false));
    assertThat(
            environment(with("{\"jdk\": \"1.8.0_402\"}"), with("{\"jdk\": \"11.0.22\"}"))
                .isDecisive())
        .isTrue();
    assertThat(
            environment(
                    with("{\"memoryBytes\": 8000000000}"), with("{\"memoryBytes\": 8090000000}"))
                .isDecisive())
        .isTrue();
  }

  @Test
  void saysWhereTheMachineIsUnknown() {
    assertThat(environment(entry("b", STEADY), with("{}")).isMachineKnown()).isFalse();
  }

  @Test
  void tellsMachinesApartByWhatOurOwnRunsRecord() {
    EnvironmentCheck check =
        environment(
            with("{\"processorModel\": \"A\", \"processors\": 2, \"kernel\": \"6.1\"}"),
            with("{\"processorModel\": \"A\", \"processors\": 4, \"kernel\": \"6.2\"}"));
    assertThat(check.differences())
        .containsExactly(
            new EnvironmentCheck.Difference("processors", "2", "4", true),
            new EnvironmentCheck.Difference("kernel", "6.1", "6.2", false));
  }

  @Test
  void tellsMachinesApartThatSittingsOfOneSideRanOn() {
    ResultEntry two = with("{\"processors\": 2}");
    ResultEntry mixed = Results.pooled(two, with("{\"processors\": 4}"));
    EnvironmentCheck check = environment(two, mixed);
    assertThat(check.isDecisive()).isTrue();
    assertThat(check.differences())
        .containsExactly(new EnvironmentCheck.Difference("processors", "2", "2 and 4", true));
    assertThat(texts(two, mixed)).containsExactly("processors: 2 in base, 2 and 4 in new");
    assertThat(texts(mixed, two)).containsExactly("processors: 2 and 4 in base, 2 in new");
    assertThat(texts(mixed, mixed)).containsExactly("processors: 2 and 4 in base, 2 and 4 in new");
  }

  @Test
  void tellsMachinesOfOneSideApartWhereTheOtherSideDoesNotSay() {
    ResultEntry mixed = Results.pooled(with("{\"processors\": 2}"), with("{\"processors\": 4}"));
    assertThat(texts(entry("b", STEADY), mixed)).containsExactly("processors: 2 and 4 in new");
    assertThat(texts(mixed, entry("b", STEADY))).containsExactly("processors: 2 and 4 in base");
    assertThat(environment(entry("b", STEADY), mixed).isDecisive()).isTrue();
  }

  @Test
  void seesTheMachineOfALaterSittingWhereTheFirstDoesNotSay() {
    ResultEntry later = Results.pooled(entry("b", STEADY), with("{\"processors\": 4}"));
    assertThat(texts(with("{\"processors\": 2}"), later))
        .containsExactly("processors: 2 in base, 4 in new");
    assertThat(environment(with("{}"), later).isMachineKnown()).isFalse();
  }

  @Test
  void saysNothingAboutSittingsOnOneMachine() {
    ResultEntry pooled =
        Results.pooled(
            with("{\"processors\": 2, \"memoryBytes\": 8000000000, \"utc\": \"2030-01-01\"}"),
            with("{\"processors\": 2, \"memoryBytes\": 8050000000, \"utc\": \"2030-01-02\"}"));
    assertThat(environment(pooled, pooled).differences()).isEmpty();
    assertThat(environment(pooled, pooled).isMachineKnown()).isTrue();
  }

  @Test
  void doesNotRefuseSittingsOfOneMachineWithAnotherKernel() {
    EnvironmentCheck check =
        environment(
            with("{\"processors\": 2, \"kernel\": \"6.1\"}"),
            Results.pooled(
                with("{\"processors\": 2, \"kernel\": \"6.1\"}"),
                with("{\"processors\": 2, \"kernel\": \"6.2\"}")));
    assertThat(check.differences())
        .containsExactly(new EnvironmentCheck.Difference("kernel", "6.1", "6.1 and 6.2", false));
  }

  private static List<String> texts(ResultEntry base, ResultEntry candidate) {
    return environment(base, candidate).differences().stream()
        .map(EnvironmentCheck.Difference::text)
        .toList();
  }

  private static ResultEntry with(String environment) {
    ResultEntry plain = entry("b", STEADY);
    ObjectNode node = (ObjectNode) JsonMapper.shared().readTree(environment);
    return new ResultEntry(
        plain.key(),
        plain.settings(),
        plain.jvm(),
        plain.primary(),
        plain.secondary(),
        new ResultEntry.Own(Optional.of(node), Optional.empty(), Map.of(), Optional.empty()));
  }

  private static EnvironmentCheck environment(ResultEntry base, ResultEntry candidate) {
    return Comparison.of(file("base.json", base), file("new.json", candidate), Criteria.DEFAULT)
        .environment();
  }

  private static Row row(ResultEntry base, ResultEntry candidate) {
    return Comparison.of(file("base.json", base), file("new.json", candidate), Criteria.DEFAULT)
        .rows()
        .getFirst();
  }
}
