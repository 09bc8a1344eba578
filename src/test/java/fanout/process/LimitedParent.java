package fanout.process;

import fanout.os.JvmCommand;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** A parent that has little left for its pools, and says for each how that went. */
final class LimitedParent {
  private static final long SOON_SECONDS = 30;
  private static final int LONG_BYTES = 9 << 20;
  private static final int[] SPARE = {0, 1, 4, 9, 15, 24, 40};
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private LimitedParent() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("direct memory")) {
      for (ChannelKind kind : ChannelKind.values()) {
        System.out.println(kind + " " + withoutDirectMemory(kind));
      }
      return;
    }
    loadClasses();
    round(args[0].equals("descriptors"));
  }

  /** None could be loaded without a descriptor, and what fails once to load fails for ever. */
  private static void loadClasses() {
    Processes.requireNothingLeft();
    for (ChannelKind kind : ChannelKind.values()) {
      open(kind);
    }
    open(ChannelKind.PIPE, 1_000_000);
    String home = System.setProperty("java.home", "/nonexistent");
    open(ChannelKind.UNIX);
    System.setProperty("java.home", home);
    try {
      ProcessPool.builder(1)
          .command(
              JvmCommand.of(RogueWorker.class.getName()).withArguments(List.of("EXIT_AT_START")))
          .open()
          .close();
    } catch (WorkerDiedException e) {
      return; // as it should
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void round(boolean hog) throws Exception {
    for (ChannelKind kind : ChannelKind.values()) {
      for (int spare : hog ? SPARE : new int[] {0}) {
        long before = openFiles();
        String how = hog ? openWithFew(kind, spare) : open(kind);
        Processes.requireNothingLeft();
        System.out.println(kind + " " + spare + " " + how + " +" + (openFiles() - before));
      }
    }
  }

  /** Takes all of it before the worker's threads have had any. */
  private static String withoutDirectMemory(ChannelKind kind) throws Exception {
    List<ByteBuffer> hogs = new ArrayList<>();
    for (int bytes = 1 << 20; bytes > 0; ) {
      try {
        hogs.add(ByteBuffer.allocateDirect(bytes));
      } catch (OutOfMemoryError e) {
        bytes /= 2;
      }
    }
    byte[] message = new byte[LONG_BYTES];
    message[0] = 1;
    try (ProcessPool pool = ProcessPool.builder(1).channels(new ChannelSpec(kind, 4)).open()) {
      CompletableFuture<byte[]> reversed = pool.submit(Tasks.Reverse.class, message);
      CompletableFuture<Long> squared = pool.submit(Tasks.Square.class, 9);
      return reversed.get(SOON_SECONDS, TimeUnit.SECONDS)[LONG_BYTES - 1]
          + " "
          + squared.get(SOON_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause());
    } catch (TimeoutException e) {
      return "hangs";
    } finally {
      hogs.clear();
    }
  }

  private static String openWithFew(ChannelKind kind, int spare) throws IOException {
    List<FileInputStream> hogs = new ArrayList<>();
    try {
      hogAll(hogs);
      for (int freed = 0; freed < spare; freed++) {
        hogs.removeLast().close();
      }
      return open(kind);
    } finally {
      for (FileInputStream each : hogs) {
        each.close();
      }
    }
  }

  private static void hogAll(List<FileInputStream> hogs) {
    try {
      while (true) {
        hogs.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException e) {
      return; // the limit
    }
  }

  private static String open(ChannelKind kind) {
    return open(kind, 1);
  }

  private static String open(ChannelKind kind, int workers) {
    try (ProcessPool pool =
        ProcessPool.builder(workers).channels(new ChannelSpec(kind, 1)).open()) {
      List<Integer> numbers = IntStream.range(0, 10).boxed().toList();
      return "opened, " + pool.map(Tasks.Square.class, numbers, 1).size() + " results";
    } catch (UncheckedIOException | WorkerDiedException | IllegalArgumentException e) {
      return e.getClass().getSimpleName();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  private static long openFiles() throws IOException {
    long count = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(OPEN_FILES)) {
      for (Path file : files) {
        // The listing's own descriptor is among them, each time.
        count += file.toString().isEmpty() ? 0 : 1;
      }
    }
    return count;
  }
}
