package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import fanout.os.Capacity;
import fanout.os.Resource;
import fanout.process.WorkerNeeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GroupingTest {
  @Test
  void allThatFitAreOneGroup() {
    assertThat(new Grouping(memoryFor(1000)).of(sweep("delay", "0", "2ms"))).hasSize(1);
  }

  @Test
  void whatDoesNotFitIsSplitBetweenSettingsAndNotWithin() {
    List<Group> groups =
        new Grouping(memoryFor(10)).of(sweep("exchange", "spin:1us", "spin:2us", "spin:3us"));
    assertThat(groups).hasSize(3);
    assertThat(groups)
        .allMatch(group -> group.contenders().size() == 2)
        .allMatch(
            group -> group.contenders().stream().map(Contender::setting).distinct().count() == 1);
    assertThat(groups.stream().map(Group::name)).containsExactly("1", "2", "3");
  }

  @Test
  void anotherDelayNeedsNoFurtherWorkers() {
    assertThat(new Grouping(memoryFor(10)).of(sweep("delay", "0", "1ms", "2ms"))).hasSize(1);
  }

  /** The share of memory that is used for workers is 0.6. */
  private static Capacity memoryFor(int workers) {
    long mebi = (long) (WorkerNeeds.MEBIBYTES * workers / 0.6) + 1;
    return Capacity.of(Map.of(Resource.MEMORY_MIB, mebi));
  }

  private static List<Contender> sweep(String name, String... values) {
    List<Contender> contenders = new ArrayList<>();
    for (String strategy : List.of("THREAD_POOL", "WORKER_PROCESSES")) {
      for (String value : values) {
        contenders.add(Contenders.with("strategy=" + strategy, name + "=" + value));
      }
    }
    return contenders;
  }
}
