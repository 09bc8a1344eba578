package fanout.process;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Tasks for tests. */
final class Tasks {
  private Tasks() {}

  static boolean isInWorker() {
    return System.getProperty("sun.java.command", "").startsWith(WorkerMain.class.getName());
  }

  static final class Square implements Task<Integer, Long> {
    @Override
    public Codec<Integer> argumentCodec() {
      return Codec.INTEGER;
    }

    @Override
    public Codec<Long> resultCodec() {
      return Codec.LONG;
    }

    @Override
    public Long run(Integer argument, Queues queues) {
      return (long) argument * argument;
    }
  }

  static final class ProcessNumber implements Task<Integer, Long> {
    @Override
    public Codec<Integer> argumentCodec() {
      return Codec.INTEGER;
    }

    @Override
    public Codec<Long> resultCodec() {
      return Codec.LONG;
    }

    @Override
    public Long run(Integer argument, Queues queues) {
      return ProcessHandle.current().pid();
    }
  }

  /**
   * Squares in a pool of its own, which it closes, or which it leaves open and gives a worker of.
   */
  static final class Nested implements Task<Integer, Long> {
    @Override
    public Codec<Integer> argumentCodec() {
      return Codec.INTEGER;
    }

    @Override
    public Codec<Long> resultCodec() {
      return Codec.LONG;
    }

    @Override
    public Long run(Integer argument, Queues queues) throws Exception {
      if (argument == 1) {
        return ProcessPool.open(1).pids().getFirst();
      }
      try (ProcessPool pool = ProcessPool.open(1)) {
        return pool.map(Square.class, List.of(7), 1).getFirst();
      }
    }
  }

  /** Turns bytes round, so that what comes back is as long as what went. */
  static final class Reverse implements Task<byte[], byte[]> {
    @Override
    public Codec<byte[]> argumentCodec() {
      return Codec.BYTES;
    }

    @Override
    public Codec<byte[]> resultCodec() {
      return Codec.BYTES;
    }

    @Override
    public byte[] run(byte[] argument, Queues queues) {
      byte[] reversed = Arrays.copyOf(argument, argument.length);
      for (int at = 0; at < argument.length; at++) {
        reversed[at] = argument[argument.length - 1 - at];
      }
      return reversed;
    }
  }

  /** Returns its argument. */
  abstract static class Same<T> implements Task<T, T> {
    private final Codec<T> codec;

    Same(Codec<T> codec) {
      this.codec = codec;
    }

    @Override
    public Codec<T> argumentCodec() {
      return codec;
    }

    @Override
    public Codec<T> resultCodec() {
      return codec;
    }

    @Override
    public T run(T argument, Queues queues) {
      return argument;
    }
  }

  static final class SameBytes extends Same<byte[]> {
    SameBytes() {
      super(Codec.BYTES);
    }
  }

  static final class SameText extends Same<String> {
    SameText() {
      super(Codec.TEXT);
    }
  }

  static final class SameNumbers extends Same<List<Long>> {
    SameNumbers() {
      super(Codec.listOf(Codec.LONG));
    }
  }

  /** Does what its argument says. */
  static final class Misbehave implements Task<String, String> {
    @Override
    public Codec<String> argumentCodec() {
      return Picky.IN_WORKER;
    }

    @Override
    public Codec<String> resultCodec() {
      return Picky.BOTH;
    }

    @Override
    public String run(String argument, Queues queues) throws Exception {
      return switch (argument) {
        case "throw" -> throw new IOException("no such luck");
        case "error" -> throw new StackOverflowError("too deep");
        case "exit" -> {
          System.exit(3);
          yield argument;
        }
        case "stop" -> signalSelf("STOP");
        case "kill" -> signalSelf("KILL");
        case "close descriptors" -> {
          new FileInputStream(FileDescriptor.in).close();
          new FileOutputStream(FileDescriptor.out).close();
          System.in.close();
          yield "closed";
        }
        case "read" -> Integer.toString(System.in.read());
        case "interrupt" -> {
          Thread.currentThread().interrupt();
          yield "interrupted";
        }
        case "child" -> {
          Process child =
              new ProcessBuilder("sh", "-c", "echo noise; cat; true").inheritIO().start();
          yield "child " + (child.waitFor() == 0 ? "ended" : "failed");
        }
        case "grandchild" -> {
          new ProcessBuilder("sleep", "20").inheritIO().start();
          Runtime.getRuntime().halt(4);
          yield argument;
        }
        case "print" -> {
          System.out.println("noise ".repeat(10_000));
          System.err.println("x".repeat(2 << 20) + "the end");
          yield "printed";
        }
        case "memory" -> Integer.toString(new long[Integer.MAX_VALUE - 8].length);
        case "throwing message" -> throw new Nasty(Tasks::fail, () -> {});
        case "throwing trace" -> throw new Nasty(() -> {}, Tasks::fail);
        case "endless message" -> throw new Nasty(Tasks::stall, () -> {});
        case "endless trace" -> throw new Nasty(() -> {}, Tasks::stall);
        case "endless causes" -> throw new Endless();
        case "property" -> String.valueOf(System.getProperty("pool.test"));
        case "stall" -> {
          stall();
          yield argument;
        }
        case "long" -> "x".repeat(FrameCodec.MAX_LENGTH);
        case "no queue" -> queues.get("nowhere", Codec.TEXT).take();
        default -> argument;
      };
    }
  }

  /** Sends this process a signal, and waits until it has come. */
  private static String signalSelf(String signal) throws IOException {
    String pid = Long.toString(ProcessHandle.current().pid());
    new ProcessBuilder("kill", "-" + signal, pid).start();
    stall();
    return signal;
  }

  private static void stall() {
    while (true) {
      LockSupport.park();
    }
  }

  private static void fail() {
    throw new IllegalStateException("not to be described");
  }

  /** Does something when it is described, and something when its trace is printed. */
  static final class Nasty extends RuntimeException {
    private final transient Runnable whenDescribed;
    private final transient Runnable whenTraced;

    Nasty(Runnable whenDescribed, Runnable whenTraced) {
      super("described");
      this.whenDescribed = whenDescribed;
      this.whenTraced = whenTraced;
    }

    @Override
    public String getMessage() {
      whenDescribed.run();
      return super.getMessage();
    }

    @Override
    public void printStackTrace(PrintWriter out) {
      whenTraced.run();
      super.printStackTrace(out);
    }
  }

  /** Has a cause each time that it is asked. */
  static final class Endless extends RuntimeException {
    @Override
    public synchronized Throwable getCause() {
      return new Endless();
    }
  }

  /** Waits for an element of a queue that may never come. */
  static final class Waiting implements Task<String, Integer> {
    @Override
    public Codec<String> argumentCodec() {
      return Codec.TEXT;
    }

    @Override
    public Codec<Integer> resultCodec() {
      return Codec.INTEGER;
    }

    @Override
    public Integer run(String queue, Queues queues) throws InterruptedException {
      return queues.get(queue, Codec.INTEGER).take();
    }
  }

  /** Puts 7 on a queue. */
  static final class Putting implements Task<String, Integer> {
    @Override
    public Codec<String> argumentCodec() {
      return Codec.TEXT;
    }

    @Override
    public Codec<Integer> resultCodec() {
      return Codec.INTEGER;
    }

    @Override
    public Integer run(String queue, Queues queues) throws InterruptedException {
      queues.get(queue, Codec.INTEGER).put(7);
      return 7;
    }
  }

  /** Remembers a word for those that come later in the same worker. */
  static final class Remember implements Task<String, String> {
    private static String word = "nothing";

    @Override
    public Codec<String> argumentCodec() {
      return Codec.TEXT;
    }

    @Override
    public Codec<String> resultCodec() {
      return Codec.TEXT;
    }

    @Override
    public String run(String argument, Queues queues) {
      if (argument.equals("fail")) {
        throw new IllegalStateException("no memory for it");
      }
      String before = word;
      word = argument.isEmpty() ? word : argument;
      return before;
    }
  }

  /** Makes a file; a worker that finds it there stalls. */
  static final class ReadyOnce implements Task<String, String> {
    @Override
    public Codec<String> argumentCodec() {
      return Codec.TEXT;
    }

    @Override
    public Codec<String> resultCodec() {
      return Codec.TEXT;
    }

    @Override
    public String run(String file, Queues queues) throws IOException {
      if (!new File(file).createNewFile()) {
        stall();
      }
      return file;
    }
  }

  /**
   * Text, of which some cannot be encoded, some cannot be decoded in one of the processes, and some
   * ends a worker meanwhile.
   */
  record Picky(boolean alsoInParent) implements Codec<String> {
    static final Picky IN_WORKER = new Picky(false);
    static final Picky BOTH = new Picky(true);

    @Override
    public void encode(String value, DataOutput out) throws IOException {
      if (value.startsWith("unencodable") || (alsoInParent && value.equals("no result"))) {
        throw new IOException("'" + value + "' cannot be written down");
      }
      if (!isInParent() && value.equals("exit encoding")) {
        System.exit(3);
      }
      TEXT.encode(value, out);
      if (value.equals("memory encoding")) {
        throw new OutOfMemoryError("of the codec");
      }
      if (value.equals("stack encoding")) {
        throw new StackOverflowError("of the codec");
      }
    }

    @Override
    public String decode(DataInput in) throws IOException {
      String value = TEXT.decode(in);
      if (isInParent() && value.equals("error in parent")) {
        throw new StackOverflowError("codec too deep");
      }
      if (value.equals("undecodable") || (isInParent() && value.equals("no return"))) {
        throw new IOException("'" + value + "' cannot be read");
      }
      if (!isInParent() && value.equals("exit decoding")) {
        System.exit(3);
      }
      return value;
    }

    private static boolean isInParent() {
      return !isInWorker();
    }
  }

  /** Takes a number from one queue and puts its double on another. */
  static final class Doubling implements Task<Integer, Integer> {
    @Override
    public Codec<Integer> argumentCodec() {
      return Codec.INTEGER;
    }

    @Override
    public Codec<Integer> resultCodec() {
      return Codec.INTEGER;
    }

    @Override
    public Integer run(Integer rounds, Queues queues) throws InterruptedException {
      ProcessQueue<Integer> numbers = queues.get("numbers", Codec.INTEGER);
      ProcessQueue<Integer> doubles = queues.get("doubles", Codec.INTEGER);
      for (int round = 0; round < rounds; round++) {
        doubles.put(2 * numbers.take());
      }
      return rounds;
    }
  }

  /** Has no constructor that a worker could call. */
  static final class Particular implements Task<Integer, Integer> {
    Particular(int number) {
      if (number < 0) {
        throw new IllegalArgumentException("number must be >= 0, was " + number);
      }
    }

    @Override
    public Codec<Integer> argumentCodec() {
      return Codec.INTEGER;
    }

    @Override
    public Codec<Integer> resultCodec() {
      return Codec.INTEGER;
    }

    @Override
    public Integer run(Integer argument, Queues queues) {
      return argument;
    }
  }

  /** Cannot be made in a worker process. */
  static final class AtHome implements Task<Integer, Integer> {
    AtHome() {
      if (isInWorker()) {
        throw new IllegalStateException("far from home");
      }
    }

    @Override
    public Codec<Integer> argumentCodec() {
      return Codec.INTEGER;
    }

    @Override
    public Codec<Integer> resultCodec() {
      return Codec.INTEGER;
    }

    @Override
    public Integer run(Integer argument, Queues queues) {
      return argument;
    }
  }
}
