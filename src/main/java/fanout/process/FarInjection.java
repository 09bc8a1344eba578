package fanout.process;

import fanout.ledger.Injection;
import fanout.ledger.Injection.Place;
import fanout.process.Frame.Inject;
import fanout.process.Frame.Injected;
import org.jspecify.annotations.Nullable;

/**
 * The parent's side of adding coordination in one worker: it tells the worker that a batch opens to
 * which something is added; the worker's account comes back with each chunk's results. With {@link
 * Injection#NONE} no frame is sent and none is expected.
 *
 * <p>Guarded by its lane.
 */
final class FarInjection {
  private @Nullable Dispatch openFor;
  private boolean active;

  /**
   * Puts what must go before the worker's first chunk of a batch, if anything must and this is the
   * first.
   *
   * @param batch to which something may be added; the worker has no part in gathering
   * @return whether an account will follow the results of the batch's chunks
   */
  boolean open(Dispatch batch, FrameChannel channel) {
    if (openFor != batch) {
      openFor = batch;
      open(batch.timeline().injection(), channel);
    }
    return active;
  }

  private void open(Injection injection, FrameChannel channel) {
    // An amount of 0 is a control: it must cost what all other amounts cost beside the amount.
    boolean wanted = injection != Injection.NONE && injection.place() != Place.GATHER;
    if (wanted) {
      channel.put(new Inject(injection.place(), injection.amountNanos()));
    } else if (active) {
      channel.put(Inject.END);
    }
    active = wanted;
  }

  /** Enters a worker's account into the batch's own. */
  static void book(Injected account, Injection injection) {
    injection.add(Place.HAND_OFF, account.handOffNanos());
    injection.add(Place.IN_TASK, account.inTaskNanos());
    injection.add(Place.RAMP_UP, account.rampUpNanos());
  }
}
