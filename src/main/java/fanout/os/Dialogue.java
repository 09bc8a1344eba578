package fanout.os;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Questions to a child over its standard input, and its answers on standard output, one line each;
 * the child's side is {@link ParentLink}. What a JVM, an agent or a library prints there is no
 * answer: it is kept among the last words.
 */
public final class Dialogue implements AutoCloseable {
  /** Opens each line that is an answer. */
  static final String MARK = "@fanout ";

  private final ChildProcess child;
  private final BlockingQueue<Optional<String>> answers = new LinkedBlockingQueue<>();

  /** Begins to read a child's answers. */
  public Dialogue(ChildProcess child) {
    this.child = child;
    Thread.ofPlatform().daemon().name(child.name().replace(' ', '-') + "-stdout").start(this::read);
  }

  /**
   * Asks and waits for the answer.
   *
   * @param question one line
   * @param limit how long the answer may take
   * @return the answer
   * @throws IOException if the child has ended, or is killed because it gave no answer in time; the
   *     message is its obituary
   */
  public synchronized String ask(String question, Duration limit) throws IOException {
    try {
      child.pipes().stdin().write((question + "\n").getBytes(StandardCharsets.UTF_8));
      child.pipes().stdin().flush();
    } catch (IOException e) {
      throw ended();
    }
    return await(limit);
  }

  /**
   * Waits for what the child says next.
   *
   * @param limit how long it may take
   * @throws IOException as {@link #ask} does
   */
  public String await(Duration limit) throws IOException {
    try {
      Optional<String> answer = answers.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
      if (answer == null) {
        child.killBecause(
            "did not answer within %d s, and was killed".formatted(limit.toSeconds()));
        throw ended();
      }
      if (answer.isEmpty()) {
        answers.add(answer); // for whoever asks again
      }
      return answer.orElseThrow(this::ended);
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  @Override
  public void close() {
    child.close();
  }

  private IOException ended() {
    try {
      // Its streams end a little before the process does.
      if (!child.awaitExit(ChildProcess.KILL_LIMIT)) {
        child.killBecause("closed its standard output without ending, and was killed");
      }
      return new ChildEndedException(
          child.obituary(), child.isAlive() ? -1 : child.exitCode(), child.lastWords());
    } catch (InterruptedException e) {
      return interrupted();
    }
  }

  private IOException interrupted() {
    child.kill(); // its answer would be taken for that to another question
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while waiting for the " + child.name());
  }

  private void read() {
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(
                Channels.newInputStream(child.pipes().stdout()), StandardCharsets.UTF_8))) {
      output.lines().forEach(this::sort);
    } catch (IOException | UncheckedIOException e) {
      child.kill(); // without its answers it is of no use
    } finally {
      answers.add(Optional.empty());
    }
  }

  private void sort(String line) {
    if (line.startsWith(MARK)) {
      answers.add(Optional.of(line.substring(MARK.length())));
    } else {
      child.keep(line);
    }
  }
}
