package fanout.run;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.function.DoubleSupplier;

/**
 * The wait, before a run, for other programs to finish: until less than a tenth of the processors'
 * time is used, and at most {@value #MOST_SECONDS} s.
 */
public final class QuietMachine {
  /** The property that says how many seconds a run waits at most; 0 does not wait. */
  public static final String LIMIT_PROPERTY = "fanout.quiet.seconds";

  private static final double QUIET = 0.1;
  private static final int MOST_SECONDS = 60;
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final PrintStream err;
  private final DoubleSupplier load;
  private final Duration look;

  QuietMachine(PrintStream err) {
    this(err, QuietMachine::busyShare, LOOK);
  }

  /**
   * Watches a machine.
   *
   * @param load the share of the processors' time used since it was last asked, from 0 to 1;
   *     negative where unknown
   * @param look how long one look takes
   */
  QuietMachine(PrintStream err, DoubleSupplier load, Duration look) {
    this.err = err;
    this.load = load;
    this.look = look;
  }

  /** Waits, and says so once. */
  void await() throws InterruptedException {
    int most = Integer.getInteger(LIMIT_PROPERTY, MOST_SECONDS);
    if (most == 0) {
      return;
    }
    double ignored = load.getAsDouble(); // the first answer is about the time before
    for (int second = 0; second < most; second++) {
      Thread.sleep(look);
      double busy = load.getAsDouble();
      if (!(busy >= QUIET)) {
        return;
      }
      if (second == 0) {
        err.printf(
            Locale.ROOT,
            "fanout: other programs use %.0f %% of the processors; waiting at most %d s%n",
            100 * busy,
            most);
      }
    }
    err.println("fanout: warning: the machine is still busy; makespans will be longer and scatter");
  }

  private static double busyShare() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getCpuLoad()
        : -1;
  }
}
