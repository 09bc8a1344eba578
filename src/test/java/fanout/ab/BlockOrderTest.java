package fanout.ab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BlockOrderTest {
  @Test
  void ordersBlocksByASeededCoinWithTwoForksOfEitherSide() {
    BlockOrder order = new BlockOrder(1);
    List<List<Side>> blocks = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      blocks.add(order.next());
    }
    assertThat(blocks)
        .containsOnly(
            List.of(Side.A, Side.B, Side.B, Side.A), List.of(Side.B, Side.A, Side.A, Side.B));
    assertThat(blocks.stream().filter(block -> block.getFirst() == Side.A).count())
        .isBetween(15L, 35L);
    BlockOrder again = new BlockOrder(1);
    assertThat(blocks).allMatch(block -> block.equals(again.next()));
  }
}
