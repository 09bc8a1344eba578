package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchLimitTest {
  private static final Duration LEAST = Duration.ofSeconds(30);

  @Test
  void growsWithWhatABatchShouldTake() {
    assertThat(BatchLimit.of(contender("SINGLE_THREAD", "0")))
        .isBetween(LEAST, LEAST.plusSeconds(1));
    // 1000 delays of 2 s, one after the other, three times.
    assertThat(BatchLimit.of(contender("SINGLE_THREAD", "2s")))
        .isBetween(Duration.ofSeconds(6030), Duration.ofSeconds(6032));
    assertThat(BatchLimit.of(contender("THREAD_POOL", "2s")))
        .isBetween(Duration.ofSeconds(630), Duration.ofSeconds(632));
  }

  @Test
  void givesAServerOfOthersASecondForEachRequest() {
    Contender contender =
        Contenders.with("strategy=THREAD_POOL", "requests=1000", "target=http://127.0.0.1:1/");

    assertThat(BatchLimit.of(contender)).isBetween(LEAST.plusSeconds(100), LEAST.plusSeconds(101));
    assertThat(BatchLimit.Watched.of(contender, Optional.empty()).overdue("warming up"))
        .isEqualTo(
            "THREAD_POOL: a batch of 1000 requests had not ended after 130s, while warming up;"
                + " its server is http://127.0.0.1:1/; --batch-limit 520s allows more");
  }

  @ParameterizedTest
  @CsvSource({"30s, 120s", "1030s, 4120s", "3600s, 14400s", "30000s, 86400s"})
  void takesTheLongerLimitThatItsMessageNames(String limit, String longer) {
    String message =
        new BatchLimit.Watched(
                contender("SINGLE_THREAD", "1s"), Optional.empty(), Duration.parse("PT" + limit))
            .overdue("measuring");
    assertThat(message).endsWith("; --batch-limit " + longer + " allows more");
    assertThat(BatchLimit.takeFrom(new OptionWords(List.of("--batch-limit", longer))))
        .containsExactly("-Dfanout.batch-limit=" + longer);
  }

  @Test
  void isTakenFromTheCommandLine() {
    OptionWords words = new OptionWords(List.of("-f", "1", "--batch-limit", "90s", "-i", "2"));

    assertThat(BatchLimit.takeFrom(words)).containsExactly("-Dfanout.batch-limit=90s");
    assertThat(words.rest()).containsExactly("-f", "1", "-i", "2");
    assertThat(BatchLimit.takeFrom(words)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "soon", "2h", "86401s"})
  void refusesALimitThatIsNone(String value) {
    OptionWords words = new OptionWords(List.of("--batch-limit", value));

    assertThatThrownBy(() -> BatchLimit.takeFrom(words))
        .isInstanceOf(BadOptionException.class)
        .hasMessageStartingWith("--batch-limit " + value + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"11s", "10s", "exp:5s", "lognormal:1s:9s"})
  void refusesADelayForWhichNoExchangeWaits(String delay) {
    assertThatThrownBy(() -> contender("THREAD_POOL", delay))
        .isInstanceOf(BadOptionException.class)
        .hasMessageStartingWith("-p delay=" + delay + ": request ")
        .hasMessageEndingWith("and an exchange gives up after 10s");
  }

  private static Contender contender(String strategy, String delay) {
    return Contenders.with("strategy=" + strategy, "delay=" + delay, "requests=1000");
  }
}
