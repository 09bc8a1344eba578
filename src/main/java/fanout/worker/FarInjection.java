package fanout.worker;

import fanout.ledger.Injection;
import fanout.ledger.Injection.Place;
import fanout.worker.Frame.Inject;
import fanout.worker.Frame.Injected;
import java.io.EOFException;
import java.io.IOException;

/**
 * The parent's side of adding coordination in one worker: it tells the worker that a batch opens to
 * which something is added, and takes the worker's account back with each chunk's results. While
 * nothing is added no frame is sent and none is expected.
 *
 * <p>Guarded by its lane.
 */
final class FarInjection {
  private boolean active;

  /**
   * Puts what must go before the worker's first chunk of a batch, if anything must.
   *
   * @param injection what is added to the batch; the worker has no part in gathering
   */
  void open(Injection injection, FrameChannel channel) {
    boolean wanted = injection.amountNanos() > 0 && injection.place() != Place.GATHER;
    if (wanted || active) {
      channel.put(new Inject(injection.place(), wanted ? injection.amountNanos() : 0));
    }
    active = wanted;
  }

  /**
   * Takes the account that follows a chunk's results, if one does.
   *
   * @param injection the batch's, whose account it goes into
   * @throws BadFrameException if another frame comes
   * @throws EOFException if the channel ends
   */
  void takeAccount(Injection injection, FrameChannel channel) throws IOException {
    if (!active) {
      return;
    }
    if (!channel.await()) {
      throw new EOFException("the channel ended between results and what was injected");
    }
    Frame frame = channel.take();
    if (!(frame instanceof Injected injected)) {
      throw new BadFrameException("expected what was injected, got " + frame);
    }
    injection.add(Place.HAND_OFF, injected.handOffNanos());
    injection.add(Place.IN_TASK, injected.inTaskNanos());
    injection.add(Place.RAMP_UP, injected.rampUpNanos());
  }
}
