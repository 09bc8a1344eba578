package fanout.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StrategiesTest {
  @TempDir private Path folder;

  /** Has a name that this program's pool has already. */
  public static final class Clash extends Named {
    public Clash() {
      super("THREAD_POOL");
    }
  }

  /** Has a name that would be cut in two on the command line. */
  public static final class Comma extends Named {
    public Comma() {
      super("A,B");
    }
  }

  /** Fails to start. */
  public static final class Broken extends Named {
    public Broken() {
      super("BROKEN");
      throw new IllegalStateException("no licence key");
    }
  }

  abstract static class Named implements FanOutProvider {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String description() {
      return "for a test";
    }

    @Override
    public FanOut open(FanOutConfig config) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void findsWhatIsOnTheClassPathAfterThisProgramsOwn() {
    assertThat(Strategies.onClassPath().all().stream().map(FanOutProvider::name))
        .startsWith("SINGLE_THREAD", "THREAD_POOL", "VIRTUAL_THREADS", "WORKER_PROCESSES")
        .contains("CLUSTER", "PARALLEL_STREAM");
  }

  @Test
  void describesEachWithinALineOfATerminal() {
    assertThat(Strategies.onClassPath().all())
        .allMatch(one -> "%-20s %s".formatted(one.name(), one.description()).length() <= 80);
  }

  @Test
  void listsWhatThereIsWhenANameIsUnknown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Strategies.onClassPath().named("FORK_BOMB"))
        .withMessageStartingWith("strategy 'FORK_BOMB' is unknown; expected SINGLE_THREAD, ")
        .withMessageContaining(", PARALLEL_STREAM");
  }

  @Test
  void refusesANameThatIsThereTwice() {
    refuses(Clash.class.getName(), "strategy 'THREAD_POOL' is there twice: ", "$Clash");
  }

  @Test
  void refusesANameThatCannotBeGivenOnTheCommandLine() {
    refuses(Comma.class.getName(), "the name of ", "'A,B'");
  }

  @Test
  void saysWhichProviderFailedAndWhy() {
    refuses(Broken.class.getName(), "a strategy cannot be loaded: ", "$Broken", "no licence key");
  }

  @Test
  void saysWhichProviderIsMissing() {
    refuses("example.Gone", "a strategy cannot be loaded: ", "example.Gone");
  }

  private void refuses(String provider, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> {
              try (URLClassLoader loader = loaderWith(provider)) {
                Strategies.of(loader);
              }
            })
        .satisfies(e -> assertThat(e.getMessage()).contains(parts).doesNotContain("\n"));
  }

  private URLClassLoader loaderWith(String provider) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(services.resolve(FanOutProvider.class.getName()), provider + "\n");
    return new URLClassLoader(
        new URL[] {folder.toUri().toURL()}, StrategiesTest.class.getClassLoader());
  }
}
