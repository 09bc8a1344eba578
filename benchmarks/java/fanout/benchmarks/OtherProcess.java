package fanout.benchmarks;

import fanout.ledger.EchoProcess;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Another process that answers over one kind of channel. */
@State(Scope.Benchmark)
public abstract class OtherProcess {
  private @Nullable EchoProcess process;

  /** Starts the process. */
  abstract EchoProcess start() throws IOException;

  /** Starts the process, untimed. */
  @Setup(Level.Trial)
  public void open() throws IOException {
    process = start();
  }

  /** Ends the process. */
  @TearDown(Level.Trial)
  public void close() {
    process().close();
  }

  /** Returns the running process. */
  EchoProcess process() {
    return Objects.requireNonNull(process);
  }
}
