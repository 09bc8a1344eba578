package fanout.benchmarks;

import fanout.exchange.ExchangeSpec;
import fanout.exchange.Outcome;
import fanout.exchange.Reply;
import fanout.ledger.Timeline;
import fanout.strategy.Batch;
import fanout.strategy.FanOut;
import fanout.strategy.FanOutConfig;
import fanout.strategy.FanOutProvider;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A program of another language as a contender. It runs as long as the fork, issues a batch for
 * each line with the number of requests, and answers with the same line when it has all replies.
 * The two lines, a round trip through pipes, are part of its makespan. It keeps no times of
 * requests: {@code ledger=off}.
 *
 * <p>Known on the command line where {@code benchmarks/peers} is on the class path; {@code
 * benchmarks/peers/compare} is the command.
 */
public abstract class Peer implements FanOutProvider {
  /**
   * Runs the command that follows; whatever it has started is killed within a second when it has
   * ended, or the process that started it. The shell sleeps by reading what never comes.
   */
  private static final String TIED =
      "{ exec 3<> <(:); while kill -0 $PPID && kill -0 $$; do read -rt 1 -u 3; done; kill -9 0; }"
          + " </dev/null >/dev/null 2>&1 & exec \"$@\"";

  private final String name;
  private final String description;
  private final String command;

  /**
   * Describes a peer.
   *
   * @param command words, seen from the project's root; {@code {url}}, {@code {c}} and {@code
   *     {chunk}}, which is 0 for {@code Pool.map}'s own, are filled in
   */
  Peer(String name, String description, String command) {
    this.name = name;
    this.description = description;
    this.command = command;
  }

  /** Go. */
  public static final class Go extends Peer {
    /** Describes it. */
    public Go() {
      super("GO", "Go: net/http, c goroutines and a channel", "target/peer-go {url} {c}");
    }
  }

  /** The limit. */
  public static final class Wrk extends Peer {
    /** Describes it. */
    public Wrk() {
      super(
          "WRK",
          "wrk: one thread, c connections that never wait for the end of a batch",
          "wrk -t1 -c{c} -d1000h -s benchmarks/peers/batches.lua {url}");
    }
  }

  /** Processes, with as many tasks at a time as {@code chunk} says. */
  public static final class PythonPool extends Peer {
    /** Describes it. */
    public PythonPool() {
      super(
          "PYTHON_POOL",
          "Python: multiprocessing.Pool of c processes",
          "python3 benchmarks/peers/pool.py --workers {c} --chunk {chunk} {url}");
    }

    @Override
    public boolean takes(ExchangeSpec exchange) {
      return exchange.usesNetwork() || exchange.kind() == ExchangeSpec.Kind.NULL;
    }
  }

  /** Processes, with as many tasks at a time as {@code Pool.map} chooses. */
  public static final class PythonChunks extends Peer {
    /** Describes it. */
    public PythonChunks() {
      super(
          "PYTHON_CHUNKS",
          "Python: multiprocessing.Pool of c processes, chunks of its own",
          "python3 benchmarks/peers/pool.py --workers {c} {url}");
    }
  }

  /** Threads. */
  public static final class PythonThreads extends Peer {
    /** Describes it. */
    public PythonThreads() {
      super(
          "PYTHON_THREADS",
          "Python: ThreadPool of c threads",
          "python3 benchmarks/peers/pool.py --threads --workers {c} --chunk 1 {url}");
    }
  }

  /** Processes that take one task at a time from a queue. */
  public static final class PythonQueue extends Peer {
    /** Describes it. */
    public PythonQueue() {
      super(
          "PYTHON_QUEUE",
          "Python: c processes, a Queue of tasks and one of results",
          "python3 benchmarks/peers/queues.py --workers {c} {url}");
    }
  }

  /** The control of {@link PythonQueue}: the same processes, each with its share in one message. */
  public static final class PythonShares extends Peer {
    /** Describes it. */
    public PythonShares() {
      super(
          "PYTHON_SHARES",
          "Python: c processes, each with its share of the tasks in one message",
          "python3 benchmarks/peers/queues.py --shares --workers {c} {url}");
    }
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public boolean takes(ExchangeSpec exchange) {
    return exchange.usesNetwork();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the server is not the stub: a peer asks for the stub's
   *     pages, and what another one replies would count whatever it is
   */
  @Override
  public final FanOut open(FanOutConfig config) {
    if (config.target().isStatusOnly()) {
      throw new IllegalArgumentException(
          name + " asks the stub only, target was " + config.target().base());
    }
    List<String> words = new ArrayList<>(List.of("setsid", "bash", "-c", TIED, "peer"));
    Collections.addAll(
        words,
        command
            .replace("{url}", config.target().base().toString())
            .replace("{c}", Integer.toString(config.concurrency()))
            .replace("{chunk}", Integer.toString(config.chunk().fixed()))
            .split(" ", -1));
    try {
      return new Running(
          name, new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
  }

  /** Its process, which ends when its standard input does. */
  private static final class Running implements FanOut {
    private static final int END_SECONDS = 5;

    private final String name;
    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    Running(String name, Process process) {
      this.name = name;
      this.process = process;
      orders = process.outputWriter();
      answers = process.inputReader();
    }

    @Override
    public Batch issue(Timeline timeline) {
      String order = Integer.toString(timeline.requests());
      try {
        orders.write(order + "\n");
        orders.flush();
        String answer;
        do { // wrk greets first
          answer = answers.readLine();
        } while (answer != null && !answer.equals(order));
        if (answer == null) {
          throw new EOFException("it does not answer");
        }
      } catch (IOException ended) {
        throw new IllegalStateException(name + " has ended", ended);
      }
      return new Batch(
          IntStream.range(0, timeline.requests())
              .mapToObj(number -> new Reply(number, 0, 0))
              .toArray(Outcome[]::new));
    }

    /** Unknown: what is seen here is the shell, and workers come and go. */
    @Override
    public List<Long> workerPids() {
      return List.of(-1L);
    }

    /** The stub counts them. */
    @Override
    public long connectionsOpened() {
      return 0;
    }

    @Override
    public void close() {
      try {
        orders.close();
        process.waitFor(END_SECONDS, TimeUnit.SECONDS);
      } catch (IOException alreadyEnded) {
        return;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
