package fanout.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class OpenGroupIT {
  private static final Group GROUP =
      new Group(
          "1",
          Stream.of("a", "b", "c", "d", "e", "f")
              .map(
                  copy ->
                      Contenders.with("strategy=SINGLE_THREAD", "exchange=null", "copy=" + copy))
              .toList());

  /** Two forks draw 20 equal orders of 6 contenders by chance once in 10⁵⁷ times. */
  @Test
  void drawsAnotherOrderOfRoundsInEachFork() throws InterruptedException {
    List<List<Integer>> one = orders();
    assertThat(one).allSatisfy(round -> assertThat(round).containsOnly(0, 1, 2, 3, 4, 5));
    assertThat(orders()).isNotEqualTo(one);
  }

  @Test
  void takesOneDelayAfterTheOther() throws InterruptedException {
    Group twoDelays =
        new Group(
            "1",
            Stream.of("0", "1ns", "0", "1ns", "0", "1ns")
                .map(delay -> Contenders.with("strategy=SINGLE_THREAD", "delay=" + delay))
                .toList());
    List<List<Integer>> rounds = orders(twoDelays);
    assertThat(rounds)
        .allSatisfy(
            round ->
                assertThat(round.subList(0, 3))
                    .allMatch(place -> place % 2 == round.getFirst() % 2));
    assertThat(rounds).extracting(round -> round.getFirst() % 2).contains(0, 1);
  }

  private static List<List<Integer>> orders() throws InterruptedException {
    return orders(GROUP);
  }

  private static List<List<Integer>> orders(Group contenders) throws InterruptedException {
    try (OpenGroup group = OpenGroup.open(contenders.parameters(), false)) {
      return IntStream.range(0, 20).mapToObj(_ -> group.nextRound()).toList();
    }
  }
}
