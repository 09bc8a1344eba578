package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GroupTest {
  @Test
  void theForkReadsTheContendersOfTheHost() {
    List<Contender> contenders =
        List.of(
            Contenders.with("strategy=THREAD_POOL", "delay=0"),
            Contenders.with("strategy=SINGLE_THREAD", "delay=lognormal:2ms:20ms"),
            Contenders.with("strategy=THREAD_POOL", "target=http://127.0.0.1:80/a?x=1,2&y={n}"));
    Group group = new Group("1", contenders);

    assertThat(rows(Group.parse(group.parameters()))).isEqualTo(rows(group));
    assertThat(group.parameters()).containsEntry("strategy", "THREAD_POOL+SINGLE_THREAD");
  }

  @Test
  void oneContenderHasItsOwnParametersOnly() {
    Group group = new Group("1", List.of(Contenders.with("delay=2ms")));

    assertThat(group.parameters()).containsEntry("delay", "2ms").containsEntry("contenders", "1");
    assertThat(rows(Group.parse(group.parameters()))).isEqualTo(rows(group));
  }

  private static List<?> rows(Group group) {
    return group.contenders().stream().map(Contender::row).toList();
  }
}
