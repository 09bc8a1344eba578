package fanout.process;

import fanout.ledger.MachineReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Lends a lane's channel to whoever asks between batches: the asking, and the lane's part, which is
 * to let go of it.
 */
final class ChannelLending {
  private final FrameChannel channel;
  private final CompletableFuture<WorkerDeath> anyDeath;
  private volatile @Nullable ChannelLoan wanted;

  /**
   * Makes the lending of a channel.
   *
   * @param anyDeath ends the waiting for it
   */
  ChannelLending(FrameChannel channel, CompletableFuture<WorkerDeath> anyDeath) {
    this.channel = channel;
    this.anyDeath = anyDeath;
  }

  /**
   * Waits for the channel; the caller gives it back before the lane is used again.
   *
   * @throws IOException if a worker dies meanwhile
   */
  ChannelLoan lend() throws IOException, InterruptedException {
    ChannelLoan loan = new ChannelLoan(channel);
    wanted = loan;
    loan.take(anyDeath);
    return loan;
  }

  /**
   * Takes the machine's references, with round trips over the channel.
   *
   * @throws UncheckedIOException if a worker dies meanwhile
   * @throws InterruptedException if interrupted; the channel is then closed
   */
  MachineReference machineReference() throws InterruptedException {
    ChannelLoan loan = new ChannelLoan(channel);
    wanted = loan;
    try {
      loan.take(anyDeath);
      return MachineReference.measure(loan);
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw new InterruptedException("interrupted while timing a worker process's channel");
    } catch (IOException e) {
      throw new UncheckedIOException("a worker process's channel could not be timed", e);
    } finally {
      loan.giveBack();
    }
  }

  /**
   * Lets go of the channel until it is given back, if somebody has asked for it. On the lane's
   * thread, with a frame at hand.
   *
   * @return whether somebody had
   * @throws BadFrameException if the frame is not the one that sets the lane free
   */
  boolean letGoIfWanted() throws BadFrameException {
    ChannelLoan loan = wanted;
    if (loan == null) {
      return false;
    }
    wanted = null;
    loan.lend();
    return true;
  }
}
