package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class AffinityTest {
  @Test
  void aBoundThreadMayRunOnItsProcessorOnly() throws Exception {
    int[] before = Affinity.allowed();
    assertThat(before).isNotEmpty();
    int last = before[before.length - 1];
    FutureTask<int[]> bound =
        new FutureTask<>(
            () -> {
              assertThat(Affinity.bind(last)).isTrue();
              return Affinity.allowed();
            });
    Thread.ofPlatform().start(bound);
    assertThat(bound.get()).containsExactly(last);
    assertThat(Affinity.allowed()).as("other threads are left alone").isEqualTo(before);
  }

  @Test
  void aProcessorThatIsNotThereBindsNothing() {
    assertThat(Affinity.bind(1023)).isFalse();
  }
}
