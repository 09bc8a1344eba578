package fanout.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A child that talks, one that does not start, and one that says nothing. */
@Timeout(60)
final class ChildProcessIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Test
  void tellsAnswersFromWhatElseIsPrinted() throws Exception {
    try (Dialogue dialogue = new Dialogue(child("echo"))) {
      assertThat(dialogue.await(LIMIT)).isEqualTo("ready");
      assertThat(dialogue.ask("one", LIMIT)).isEqualTo("you said one");
      assertThat(dialogue.ask("two", LIMIT)).isEqualTo("you said two");
    }
  }

  @Test
  void saysWhyAJvmDoesNotStart() throws Exception {
    JvmCommand command = JvmCommand.of(Child.class.getName()).withHeap("64m", "8m");
    try (Dialogue dialogue = new Dialogue(ChildProcess.start("child", command))) {
      assertThatThrownBy(() -> dialogue.await(LIMIT))
          .isInstanceOf(ChildEndedException.class)
          .hasMessageMatching(
              "the child \\(pid \\d+\\) exited with code 1; its last words: .*"
                  + "Initial heap size set to a larger value than the maximum heap size.*")
          .message()
          .hasLineCount(1);
    }
  }

  @Test
  void givesTheLastWordsOfAChildThatThrows() throws Exception {
    try (Dialogue dialogue = new Dialogue(child("throw"))) {
      assertThat(dialogue.await(LIMIT)).isEqualTo("ready");
      assertThatThrownBy(() -> dialogue.ask("more", LIMIT))
          .hasMessageMatching(
              "the child \\(pid \\d+\\) exited with code 1; its last words:"
                  + " noise \\| Exception in thread \"main\""
                  + " java.lang.IllegalStateException: no more");
    }
  }

  @Test
  void killsAChildThatDoesNotAnswer() throws Exception {
    try (ChildProcess child = child("silent")) {
      Dialogue dialogue = new Dialogue(child);
      assertThat(dialogue.await(LIMIT)).isEqualTo("ready");
      assertThatThrownBy(() -> dialogue.ask("one", Duration.ofSeconds(1)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("did not answer within 1 s, and was killed");
      assertThat(child.isAlive()).isFalse();
    }
  }

  @Test
  void saysThatThereIsNoSuchProgram() {
    assertThatThrownBy(
            () -> ChildProcess.start("child", new ProcessBuilder("/nonexistent"), line -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("cannot start the child: ");
  }

  @Test
  void endsAChildByTheEndOfItsInput() throws Exception {
    ChildProcess child = child("echo");
    new Dialogue(child).await(LIMIT);

    child.end(LIMIT);

    assertThat(child.exitCode()).isZero();
    assertThat(child.fate()).isEqualTo("exited with code 0");
  }

  @Test
  void waitsForAChildAsLongAsADurationCanBe() throws Exception {
    ChildProcess child = child("echo");
    new Dialogue(child).await(LIMIT);

    child.end(ChronoUnit.FOREVER.getDuration());

    assertThat(child.exitCode()).isZero();
  }

  private static ChildProcess child(String what) throws IOException {
    return ChildProcess.start(
        "child",
        JvmCommand.of(Child.class.getName()).withHeap("8m", "16m").withArguments(List.of(what)));
  }

  /** Prints noise, is ready, and then does what its argument says. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException {
      System.out.println("noise");
      ParentLink parent = ParentLink.open();
      parent.say("ready");
      for (var question = parent.hear(); question.isPresent(); question = parent.hear()) {
        switch (args[0]) {
          case "echo" -> parent.say("you said " + question.get());
          case "throw" -> throw new IllegalStateException("no more");
          default -> System.out.println("@nobody hears this");
        }
      }
    }
  }
}
