package fanout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@ResourceLock(Resources.SYSTEM_OUT) // JMH lists there
final class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir private Path folder;

  @Test
  void namesItsCommandsBeforeJmhsOptions() {
    assertThat(run("-h")).isZero();
    assertThat(out())
        .containsSubsequence(
            "  check ", "Options of JMH, for runs without a command:", "-wi <int>");
    assertThat(out().lines().filter(line -> line.startsWith("  report "))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help"})
  void namesTheOptionsOfARunThatJmhDoesNotKnow(String word) {
    assertThat(run(word)).isZero();
    assertThat(out())
        .contains("  --isolated ", "  --resume FILE ", "  --batch-limit TIME ", "  --insecure ");
  }

  @Test
  void namesItsOwnOptions() {
    assertThat(run("--help")).isZero();
    assertThat(out())
        .containsSubsequence("\nOptions:\n", "--stacktrace  ", "--verbose  ", "\nCommands (");
  }

  /** As JMH's lists do, which are caught. */
  @Test
  void printsWhereItWasToldWhenStandardOutputIsReplaced() {
    PrintStream standard = System.out;
    CommandLine commands = new Main(print(out), print(err)).commandLine(false);
    System.setOut(print(new ByteArrayOutputStream()));
    try {
      assertThat(commands.execute("strategies")).isZero();
    } finally {
      System.setOut(standard);
    }
    assertThat(out()).contains("THREAD_POOL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "help", "help summary", "summary --help"})
  void helpsInATerminalWithoutSignsThatAct(String words) {
    System.setProperty("picocli.ansi", "true");
    try {
      assertThat(run(words.split(" "))).isZero();
    } finally {
      System.clearProperty("picocli.ansi");
    }
    assertThat(out()).contains("--help").doesNotContain("\u001b", "\\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "help", "help check", "help report", "help prove", "help stub"})
  void helpsWithinEightyColumns(String words) {
    assertThat(run(words.split(" "))).isZero();
    assertThat(out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(out().lines().dropWhile(line -> !line.startsWith("Examples:")).skip(1))
        .as("examples in the lines that were meant")
        .noneMatch(line -> line.matches("\\S+"));
  }

  @Test
  void helpsWithAllCommandsAndWithOne() {
    assertThat(run("help")).isZero();
    assertThat(out()).startsWith("Usage: java -jar").contains("  compare ");
    out.reset();
    assertThat(run("help", "check")).isZero();
    assertThat(out()).contains("--threshold");
  }

  @ParameterizedTest
  @CsvSource({
    "sumary, did you mean 'summary'?",
    "comapre, did you mean 'compare'?",
    "hlep, did you mean 'help'?",
    "check --treshold=5% a b, did you mean '--threshold'?",
    "help reprot, did you mean 'report'?"
  })
  void asksWhatAMistypedWordMeant(String words, String question) {
    assertThat(run(words.split(" "))).isEqualTo(2);
    assertThat(err()).contains(question).hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({
    "-p strategy=FORK_BOMB, FORK_BOMB",
    "-p concurrency=0, concurrency",
    "-p delay=soon, soon",
    "-p chunk=half, half",
    "-nonsense, nonsense",
    "NoSuchBenchmark, NoSuchBenchmark",
    "*FanOut, *FanOut",
    "-bm foo, foo",
    "-t 2, -t and -tg must stay 1",
    "-p requests=10000001 -p concurrency=1000, requests must be",
    "-rff /dev/null, /dev/null",
    "'-p strategy=THREAD_POOL,THREAD_POOL', THREAD_POOL",
    "-p strateg=THREAD_POOL, -p strateg:",
    "summary --nonsense a.json, --nonsense",
    "summary no-such-file.json, no-such-file.json",
    "stub --port 99999, 99999",
    "stub --delay soon, soon"
  })
  void badInputIsOneLineThatNamesItAndExitTwo(String words, String named) {
    assertThat(run(words.split(" "))).isEqualTo(2);
    assertThat(err()).hasLineCount(1).contains(named);
    assertThat(out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "-p strategy=CLUSTER, needs members: -p members=HOST:PORT",
    "-p strategy=CLUSTER -p members=127.0.0.1, must be HOST:PORT",
    "-p strategy=THREAD_POOL -p members=127.0.0.1:5701, are for -p strategy=CLUSTER"
  })
  void refusesMembersThatDoNotFitTheStrategy(String words, String why) {
    assertThat(run(words.split(" "))).isEqualTo(2);
    assertThat(err()).hasLineCount(1).contains(why);
  }

  @Test
  void takesAWordThatIsNearNoCommandForAPattern() {
    assertThat(Subcommands.nearest("FanOutBenchmark", List.of("summary", "stub", "ab"))).isEmpty();
    assertThat(Subcommands.nearest("Handoff", List.of("summary", "stub", "ab"))).isEmpty();
    assertThat(Subcommands.nearest("sub", List.of("summary", "stub", "ab"))).contains("stub");
  }

  /** Exit 1 is a verdict, and a program that fails has none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "summary FILE",
        "compare FILE FILE",
        "check FILE FILE",
        "history FILE FILE FILE",
        "calibrate FILE",
        "predict FILE",
        "doctor",
        "strategies",
        "suite",
        "report --force -o DIR/page.html FILE",
        "generate-completion",
        "help"
      })
  void failsWithTwoWhateverGoesWrong(String words) {
    for (Throwable unforeseen :
        List.of(
            new ArithmeticException("integer overflow"),
            new AssertionError("cannot be"),
            new StackOverflowError(),
            new OutOfMemoryError("heap"))) {
      PrintStream failing = new PrintStream(new Failing(unforeseen), true, StandardCharsets.UTF_8);
      String[] all =
          words
              .replace("FILE", "results/baseline/default.json")
              .replace("DIR", folder.toString())
              .split(" ");
      assertThat(new Main(failing, print(err)).execute(all))
          .as(unforeseen + ": " + err())
          .isEqualTo(2);
    }
    assertThat(err()).doesNotContain("\tat ");
  }

  /** Stands for any code that a command calls. */
  private static final class Failing extends OutputStream {
    private final Throwable thrown;

    Failing(Throwable thrown) {
      this.thrown = thrown;
    }

    @Override
    public void write(int octet) {
      MainTest.<RuntimeException>sneak(thrown);
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  private int run(String... words) {
    return new Main(print(out), print(err)).execute(words);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
