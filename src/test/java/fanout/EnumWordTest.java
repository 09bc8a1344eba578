package fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

final class EnumWordTest {
  @Test
  void readsBackTheWordOfAConstant() {
    assertThat(EnumWord.of(ChronoUnit.HALF_DAYS)).isEqualTo("half-days");
    assertThat(EnumWord.parse("unit", ChronoUnit.class, "half-days"))
        .isEqualTo(ChronoUnit.HALF_DAYS);
  }

  @Test
  void refusesAnotherWordWithAllThatThereAre() {
    assertThat(EnumWord.find(Thread.State.class, "NEW")).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EnumWord.parse("state", Thread.State.class, "NEW"))
        .withMessage(
            "state must be one of new, runnable, blocked, waiting, timed-waiting, terminated, was"
                + " 'NEW'");
  }
}
