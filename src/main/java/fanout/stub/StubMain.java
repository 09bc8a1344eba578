package fanout.stub;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The stub server's own process. Standard output and input are the channel to the process that
 * started it: first the port, then one answer line for each command line. Ends when standard input
 * does, which is also what happens when the starter dies.
 */
final class StubMain {
  /** Asks for the {@link StubReport}. */
  static final String REPORT = "report";

  /** Asks to forget the delay errors; answered by {@link #DONE}. */
  static final String RESET = "reset";

  /** Opens a command that sets the service delay, which follows; answered by {@link #DONE}. */
  static final String DELAY = "delay ";

  /** Tells that a command has been carried out. */
  static final String DONE = "done";

  /** Exit code: the server could not start. */
  static final int NOT_STARTED = 2;

  /** Exit code: the server ended by itself. */
  private static final int FAILED = 1;

  private StubMain() {}

  /**
   * Serves until standard input ends.
   *
   * @param arguments what {@link StubConfig#toArguments} gives
   */
  @SuppressWarnings("FutureReturnValueIgnored") // its failure ends the process
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream channel = System.out;
    System.setOut(System.err); // whatever a library prints must not get into the channel
    try (StubServer server = StubServer.start(StubConfig.fromArguments(arguments))) {
      server.ended().whenComplete((nothing, failure) -> endIfFailed(failure));
      say(channel, Integer.toString(server.port()));
      obey(server, channel);
    } catch (StubException e) {
      System.err.println(e.getMessage());
      System.exit(NOT_STARTED);
    }
  }

  private static void obey(StubServer server, PrintStream channel)
      throws IOException, InterruptedException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      say(channel, answer(server, line));
    }
  }

  private static String answer(StubServer server, String command)
      throws IOException, InterruptedException {
    if (command.equals(REPORT)) {
      return server.report().toLine();
    }
    if (command.equals(RESET)) {
      server.resetDelayErrors();
      return DONE;
    }
    if (command.startsWith(DELAY)) {
      server.setDelay(Delay.parse(command.substring(DELAY.length())));
      return DONE;
    }
    throw new IOException("unknown command '" + command + "'");
  }

  private static void say(PrintStream channel, String line) {
    channel.println(line);
    channel.flush();
  }

  private static void endIfFailed(@Nullable Throwable failure) {
    if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      System.err.println(cause == null ? failure : cause.getMessage());
      Runtime.getRuntime().halt(FAILED);
    }
  }
}
