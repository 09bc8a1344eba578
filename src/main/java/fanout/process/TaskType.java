package fanout.process;

import fanout.process.Frame.Call;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * A class that has been found fit to be a task, and its codecs.
 *
 * @param name the class's name
 * @param task an instance of it, whose codecs are used in this process
 */
record TaskType<A, R>(String name, Task<A, R> task) {
  /** The bytes of a frame beside the values themselves. */
  private static final int OVERHEAD_BYTES = 64;

  /**
   * Checks a class.
   *
   * @throws IllegalArgumentException if a worker could not find or instantiate it
   */
  static <A, R> TaskType<A, R> of(Class<? extends Task<A, R>> type) {
    if (type.isHidden() || type.isAnonymousClass() || type.isLocalClass()) {
      throw unusable(type, "must have a name of its own: workers find it by that");
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      throw unusable(type, "must not be abstract");
    }
    if (!isOnSharedClassPath(type)) {
      throw unusable(type, "must be on the class path that workers share");
    }
    return new TaskType<>(type.getName(), instantiate(type));
  }

  /**
   * Returns an instance of a task.
   *
   * @throws IllegalArgumentException if it has no usable constructor without parameters
   */
  static <T> T instantiate(Class<T> type) {
    try {
      Constructor<T> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      IllegalArgumentException unknown =
          unusable(type, "must have a constructor without parameters that works");
      unknown.initCause(e);
      throw unknown;
    }
  }

  /**
   * Encodes arguments.
   *
   * @param mayHold see {@link Call#mayHold}
   * @throws EncodingException if one cannot be encoded, or all together are longer than a frame
   */
  Call call(List<A> arguments, boolean mayHold) {
    List<byte[]> encoded = new ArrayList<>(arguments.size());
    for (A argument : arguments) {
      encoded.add(encode(task.argumentCodec(), argument, "an argument of task " + name));
    }
    requireShort(encoded, "the arguments of a call of task " + name);
    return new Call(name, mayHold, encoded);
  }

  /**
   * Encodes one value.
   *
   * @throws EncodingException if it cannot be encoded or is longer than a frame
   */
  // Whatever a codec throws means the same: the value did not encode.
  @SuppressWarnings("IllegalCatch")
  static <T> byte[] encode(Codec<T> codec, T value, String what) {
    byte[] bytes;
    try {
      bytes = bytesOf(codec, value);
    } catch (Throwable e) {
      throw new EncodingException(what + " cannot be encoded: " + Thrown.describe(e), e);
    }
    requireShort(List.of(bytes), what);
    return bytes;
  }

  /**
   * Checks that values fit into one frame.
   *
   * @throws EncodingException if they do not
   */
  static void requireShort(List<byte[]> values, String what) {
    long length = OVERHEAD_BYTES;
    for (byte[] value : values) {
      length += Integer.BYTES + value.length;
    }
    if (length > FrameCodec.MAX_VALUES) {
      throw new EncodingException(
          "%s would take %d bytes, and a frame has at most %d"
              .formatted(what, length, FrameCodec.MAX_VALUES));
    }
  }

  /**
   * Decodes a worker's results.
   *
   * @throws TaskFailedException if that fails in whatever way: it is the caller's codec
   */
  // An error of a codec, too, belongs to its user, not to the thread that serves the worker.
  @SuppressWarnings("IllegalCatch")
  List<R> results(List<byte[]> encoded) {
    try {
      List<R> decoded = new ArrayList<>(encoded.size());
      for (byte[] bytes : encoded) {
        decoded.add(decode(task.resultCodec(), bytes));
      }
      return decoded;
    } catch (Throwable e) {
      throw new TaskFailedException(
          TaskFailedException.Stage.RETURNING, name, Thrown.describe(e), "");
    }
  }

  /**
   * Decodes one value.
   *
   * @throws IOException if the bytes are no value, too few or too many
   */
  static <T> T decode(Codec<T> codec, byte[] bytes) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    T value = codec.decode(new DataInputStream(in));
    if (in.available() > 0) {
      throw new IOException(
          "%d of %d bytes were left after decoding".formatted(in.available(), bytes.length));
    }
    return value;
  }

  private static <T> byte[] bytesOf(Codec<T> codec, T value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    codec.encode(value, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static IllegalArgumentException unusable(Class<?> type, String why) {
    return new IllegalArgumentException("task class " + type.getName() + " " + why);
  }

  private static boolean isOnSharedClassPath(Class<?> type) {
    try {
      return Class.forName(type.getName(), false, ClassLoader.getSystemClassLoader()) == type;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
