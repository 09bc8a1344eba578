package fanout.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Failure;
import fanout.exchange.Reply;
import fanout.exchange.Target;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a member does with chunks, without a network. */
final class SessionTest {
  private static final UUID ID = new UUID(1, 2);

  private final Session session =
      new Session(ID, 2, ExchangeSpec.parse("null").open(Target.NONE, 2));

  @Test
  void issuesAChunkOnce() {
    assertThat(session.serve(chunk(0, 1)).outcomes())
        .containsExactly(new Reply(5, 0, 0), new Reply(6, 0, 0));
    assertThatIllegalStateException()
        .isThrownBy(() -> session.serve(chunk(0, 1)))
        .withMessage("chunk 1 of slot 0 has been issued already");
    assertThat(session.serve(chunk(0, 2)).outcomes()).hasSize(2);
    assertThat(session.serve(chunk(1, 1)).outcomes()).as("another slot's first").hasSize(2);
  }

  @Test
  void refusesASlotThatItHasNot() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> session.serve(chunk(2, 1)))
        .withMessage("the session has 2 slots and none with index 2");
  }

  @Test
  void issuesNothingOnceItsDriverHasLeft() {
    session.close();
    assertThat(session.serve(chunk(0, 1)).outcomes())
        .hasSize(2)
        .allMatch(o -> o instanceof Failure f && f.kind() == Failure.Kind.NOT_ISSUED);
  }

  private static ChunkTask chunk(int slot, long sequence) {
    return new ChunkTask(ID, slot, sequence, new ClusterBatch.Range(5, 2), false);
  }
}
