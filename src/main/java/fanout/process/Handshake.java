package fanout.process;

import fanout.process.Frame.Hello;
import fanout.process.Frame.Ping;
import fanout.process.Frame.Pong;
import fanout.process.Frame.Ready;
import java.io.EOFException;
import java.io.IOException;

/**
 * The parent's side of a worker's first frames: who it is, that it is ready, and its clock.
 *
 * @param ready what the worker said when it was ready
 * @param clocks how its clock relates to this process's
 */
record Handshake(Ready ready, ClockAlignment clocks) {
  /** One trial that fails is enough; several, since chance may let a wrong clock pass one. */
  private static final int CLOCK_TRIALS = 8;

  /**
   * Waits until a worker is ready for its first chunk.
   *
   * @param pid the worker's process number, which its hello must name
   * @throws BadFrameException if another frame comes than the one that is due
   * @throws EOFException if the channel ends
   */
  static Handshake with(FrameChannel channel, long pid) throws IOException {
    Frame first = next(channel);
    if (!(first instanceof Hello hello) || hello.pid() != pid) {
      throw new BadFrameException("expected the hello of process " + pid + ", got " + first);
    }
    Frame second = next(channel);
    if (!(second instanceof Ready ready)) {
      throw new BadFrameException("expected ready after hello, got " + second);
    }
    ClockAlignment clocks = ClockAlignment.UNTRIED;
    for (int trial = 0; trial < CLOCK_TRIALS; trial++) {
      long before = System.nanoTime();
      channel.send(new Ping());
      Frame answer = next(channel);
      if (!(answer instanceof Pong pong)) {
        throw new BadFrameException("expected pong after ping, got " + answer);
      }
      clocks = clocks.afterTrial(before, pong.clockNanos(), System.nanoTime());
    }
    return new Handshake(ready, clocks);
  }

  private static Frame next(FrameChannel channel) throws IOException {
    if (!channel.await()) {
      throw new EOFException("the channel ended before the worker was ready");
    }
    return channel.take();
  }
}
