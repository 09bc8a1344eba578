package fanout.stub;

import fanout.Delay;
import fanout.os.ParentLink;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The stub server's own process. It tells the process that started it first its port, then one
 * answer for each command. It ends with its standard input, which also ends when the starter dies.
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
    ParentLink parent = ParentLink.open();
    try (StubServer server = StubServer.start(StubConfig.fromArguments(arguments))) {
      server.ended().whenComplete((nothing, failure) -> endIfFailed(failure));
      parent.say(Integer.toString(server.port()));
      obey(server, parent);
    } catch (StubException e) {
      System.err.println(e.getMessage());
      System.exit(NOT_STARTED);
    }
  }

  private static void obey(StubServer server, ParentLink parent)
      throws IOException, InterruptedException {
    Optional<String> question = parent.hear();
    while (question.isPresent()) {
      parent.say(answer(server, question.get()));
      question = parent.hear();
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

  private static void endIfFailed(@Nullable Throwable failure) {
    if (failure != null) {
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      System.err.println(cause == null ? failure : cause.getMessage());
      Runtime.getRuntime().halt(FAILED);
    }
  }
}
