import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;

/**
 * A wire between network namespaces: one tunnel device in each, and IP packets carried between them
 * with a delay and a loss. For kernels that cannot delay by themselves.
 *
 * <p>Arguments: the one-way delay in microseconds, the loss in percent, a seed, and then for each host
 * the name of its namespace and its IPv4 address. Prints a line when all devices are there.
 */
public final class Wire {
  private static final int O_RDONLY = 0;
  private static final int O_RDWR = 2;
  private static final int CLONE_NEWNET = 0x40000000;
  private static final long TUNSETIFF = 0x400454ca;
  private static final short IFF_TUN_NO_PI = 0x1001;
  private static final int IFREQ_BYTES = 40;
  private static final int NAME_BYTES = 16;
  private static final int PACKET_BYTES = 65_536;
  private static final int DESTINATION = 16;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle OPEN =
      call("open", 2, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle IOCTL =
      call("ioctl", 2, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
  private static final MethodHandle SETNS =
      call("setns", 2, FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle READ =
      call("read", 3, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
  private static final MethodHandle WRITE =
      call("write", 3, FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

  private final Map<Integer, Integer> devices = new ConcurrentHashMap<>();
  private final DelayQueue<Packet> onTheWay = new DelayQueue<>();
  private final long delayNanos;
  private final double loss;
  private final Random random;

  private record Packet(byte[] bytes, long due) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(due - ((Packet) other).due, 0);
    }
  }

  private Wire(long delayNanos, double loss, long seed) {
    this.delayNanos = delayNanos;
    this.loss = loss;
    random = new Random(seed);
  }

  public static void main(String[] args) throws Throwable {
    Wire wire =
        new Wire(
            Long.parseLong(args[0]) * 1000,
            Double.parseDouble(args[1]) / 100,
            Long.parseLong(args[2]));
    for (int at = 3; at + 1 < args.length; at += 2) {
      wire.devices.put(address(args[at + 1]), device(args[at]));
    }
    wire.devices.values().forEach(device -> start(() -> wire.take(device)));
    start(wire::deliver);
    System.out.println("wire is up");
    Thread.currentThread().join();
  }

  private void take(int device) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(PACKET_BYTES);
      while (true) {
        long length = (long) READ.invokeExact(device, buffer, (long) PACKET_BYTES);
        // A device that is down reads as an error: such a host is cut off, and may come back.
        if (length <= 0) {
          Thread.sleep(10);
        } else if (!lost()) {
          byte[] bytes = buffer.asSlice(0, length).toArray(JAVA_BYTE);
          onTheWay.put(new Packet(bytes, System.nanoTime() + delayNanos));
        }
      }
    }
  }

  private void deliver() throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(PACKET_BYTES);
      while (true) {
        byte[] bytes = onTheWay.take().bytes();
        MemorySegment.copy(bytes, 0, buffer, JAVA_BYTE, 0, bytes.length);
        Integer device = bytes.length < DESTINATION + 4 ? null : devices.get(read(bytes));
        if (device != null) {
          long ignored = (long) WRITE.invokeExact((int) device, buffer, (long) bytes.length);
        }
      }
    }
  }

  private synchronized boolean lost() {
    return random.nextDouble() < loss;
  }

  private static int read(byte[] packet) {
    int address = 0;
    for (int at = DESTINATION; at < DESTINATION + 4; at++) {
      address = address << 8 | packet[at] & 0xff;
    }
    return address;
  }

  private static int address(String text) {
    int address = 0;
    for (String part : text.split("\\.")) {
      address = address << 8 | Integer.parseInt(part);
    }
    return address;
  }

  private static int device(String namespace) throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      int target =
          (int) OPEN.invokeExact(arena.allocateFrom("/var/run/netns/" + namespace), O_RDONLY);
      require(target, "open the namespace " + namespace);
      require((int) SETNS.invokeExact(target, CLONE_NEWNET), "enter the namespace " + namespace);
      int device = (int) OPEN.invokeExact(arena.allocateFrom("/dev/net/tun"), O_RDWR);
      require(device, "open /dev/net/tun");
      MemorySegment request = arena.allocate(IFREQ_BYTES);
      request.setString(0, "wire");
      request.set(JAVA_SHORT, NAME_BYTES, IFF_TUN_NO_PI);
      require((int) IOCTL.invokeExact(device, TUNSETIFF, request), "make a tunnel device");
      return device;
    }
  }

  private static void require(int result, String what) {
    if (result < 0) {
      throw new IllegalStateException("cannot " + what);
    }
  }

  private interface Work {
    void run() throws Throwable;
  }

  private static void start(Work work) {
    Thread.ofPlatform()
        .start(
            () -> {
              try {
                work.run();
              } catch (Throwable e) {
                e.printStackTrace();
                Runtime.getRuntime().halt(1);
              }
            });
  }

  private static MethodHandle call(String name, int fixed, FunctionDescriptor descriptor) {
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        descriptor,
        descriptor.argumentLayouts().size() > fixed
            ? new Linker.Option[] {Linker.Option.firstVariadicArg(fixed)}
            : new Linker.Option[0]);
  }
}
