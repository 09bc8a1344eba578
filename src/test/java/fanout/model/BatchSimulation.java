package fanout.model;

import fanout.Delay;
import fanout.model.BatchModel.Scenario;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A batch played event by event under a {@link BatchModel}: what the formula is checked against,
 * and what it leaves out of queues and last requests.
 *
 * <p>A dispatcher gives requests out one by one, to members in turn. On a member a free slot takes
 * the next one, uses a processor for half of D, waits for S + z, and uses a processor for the other
 * half. Processors serve in order of arrival. The times at processors are exponential.
 *
 * <p>Not safe for use by many threads.
 */
final class BatchSimulation {
  private final BatchModel model;
  private final Scenario batch;
  private final Random random;

  /** What happens next to a slot. */
  private enum Next {
    START,
    SENT,
    ANSWERED,
    DONE
  }

  private record Event(double time, long order, Next next) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Double.compare(time, other.time);
      return byTime == 0 ? Long.compare(order, other.order) : byTime;
    }
  }

  /**
   * Prepares a simulation.
   *
   * @param seed of all that is random
   */
  BatchSimulation(BatchModel model, Scenario batch, long seed) {
    this.model = model;
    this.batch = batch;
    this.random = new Random(seed);
  }

  /** Plays the batch once and returns its makespan in nanoseconds. */
  double makespan() {
    double latest = 0;
    for (int member = 0; member < batch.members(); member++) {
      latest = Math.max(latest, new Member(member).play());
    }
    return model.startNanos() + latest;
  }

  /** Draws a time. */
  static double draw(ServiceTime service, Random random) {
    return switch (service.delay()) {
      case Delay.Fixed fixed -> fixed.length().toNanos();
      case Delay.Exponential exponential ->
          -exponential.mean().toNanos() * Math.log1p(-random.nextDouble());
      case Delay.LogNormal it -> it.p50().toNanos() * Math.exp(it.sigma() * random.nextGaussian());
    };
  }

  /** One machine with its share of requests and slots. */
  private final class Member {
    private final int index;
    private final int requests;
    private final int slots;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final ArrayDeque<Next> queue = new ArrayDeque<>();
    private int freeProcessors = batch.processors();
    private int taken;
    private long order;
    private double now;

    Member(int index) {
      this.index = index;
      requests = share(batch.requests());
      slots = share(batch.concurrency());
    }

    double play() {
      for (int slot = 0; slot < Math.min(slots, requests); slot++) {
        take();
      }
      double latest = 0;
      for (Event event = events.poll(); event != null; event = events.poll()) {
        now = event.time();
        latest = Math.max(latest, now);
        handle(event.next());
      }
      return latest;
    }

    private void handle(Next next) {
      switch (next) {
        case START -> compute(Next.SENT);
        case SENT -> {
          release();
          double waited = model.waiting(batch.service()) - batch.service().mean();
          at(now + waited + draw(batch.service(), random), Next.ANSWERED);
        }
        case ANSWERED -> compute(Next.DONE);
        case DONE -> {
          release();
          take();
        }
      }
    }

    /** The slot takes its next request, once the dispatcher has got that far. */
    private void take() {
      if (taken < requests) {
        long number = (long) taken * batch.members() + index;
        taken++;
        at(Math.max(now, (number + 1) * model.dispatchNanos()), Next.START);
      }
    }

    private void compute(Next then) {
      if (freeProcessors == 0) {
        queue.add(then);
        return;
      }
      freeProcessors--;
      double half = model.demand(batch.service()) / 2;
      at(now - half * Math.log1p(-random.nextDouble()), then);
    }

    private void release() {
      freeProcessors++;
      Next waiting = queue.poll();
      if (waiting != null) {
        compute(waiting);
      }
    }

    private void at(double time, Next next) {
      events.add(new Event(time, order++, next));
    }

    private int share(int of) {
      return of / batch.members() + (index < of % batch.members() ? 1 : 0);
    }
  }
}
