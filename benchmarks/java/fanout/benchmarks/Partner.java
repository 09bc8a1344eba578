package fanout.benchmarks;

import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A platform thread that answers its caller again and again, until it is interrupted. */
@State(Scope.Benchmark)
public abstract class Partner {
  private @Nullable Thread thread;

  /** Waits for the caller, and answers once. */
  abstract void answer() throws InterruptedException, ExecutionException;

  /** Starts the thread. */
  @Setup(Level.Trial)
  public void open() {
    thread = Thread.ofPlatform().daemon().name("partner").start(this::answerAll);
  }

  /** Ends the thread. */
  @TearDown(Level.Trial)
  public void close() throws InterruptedException {
    Thread partner = Objects.requireNonNull(thread);
    partner.interrupt();
    partner.join();
  }

  private void answerAll() {
    try {
      while (true) {
        answer();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // by close: nothing is left to do
    } catch (ExecutionException e) {
      throw new IllegalStateException("the caller completed a future with an exception", e);
    }
  }
}
