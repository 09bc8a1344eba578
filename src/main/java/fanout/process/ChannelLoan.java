package fanout.process;

import fanout.ledger.RoundTrip;
import fanout.process.Frame.Ping;
import fanout.process.Frame.Pong;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The use of one worker's channel by the caller itself, between batches, so that a round trip is
 * two hand-offs over pipes and nothing else. The lane's thread always waits in a read, so a first
 * ping goes out to set it free; with the pong in hand it lets the caller have the channel, and
 * waits until it is given back.
 */
final class ChannelLoan implements RoundTrip {
  private final FrameChannel channel;
  private final CompletableFuture<Void> lent = new CompletableFuture<>();
  private final CompletableFuture<Void> returned = new CompletableFuture<>();

  ChannelLoan(FrameChannel channel) {
    this.channel = channel;
  }

  /**
   * Asks the lane's thread for the channel and waits until the caller has it.
   *
   * @param death ends the waiting, since a dead worker's lane lends nothing
   * @throws IOException if a worker has died
   */
  void take(CompletableFuture<WorkerDeath> death) throws IOException, InterruptedException {
    channel.send(new Ping());
    try {
      CompletableFuture.anyOf(lent, death).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("neither a loan nor a death fails", e);
    }
    if (!lent.isDone()) {
      throw new IOException(death.join().summary());
    }
  }

  /** Gives the channel back; harmless if it was never had. */
  void giveBack() {
    returned.complete(null);
  }

  /**
   * Lends the channel, on the lane's thread, and waits until it is given back.
   *
   * @throws BadFrameException if what has come is not the pong to the first ping
   */
  void lend() throws BadFrameException {
    takePong();
    lent.complete(null);
    returned.join();
  }

  @Override
  public void make() throws IOException {
    channel.send(new Ping());
    if (!channel.await()) {
      throw new EOFException("the worker process ended while its channel was timed");
    }
    takePong();
  }

  private void takePong() throws BadFrameException {
    Frame frame = channel.take();
    if (!(frame instanceof Pong)) {
      throw new BadFrameException("expected pong after ping, got " + frame);
    }
  }
}
