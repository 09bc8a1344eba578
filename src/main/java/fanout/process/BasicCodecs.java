package fanout.process;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The codecs that come with {@link Codec}. Lengths are checked before anything is allocated. */
final class BasicCodecs {
  static final Codec<Integer> INTEGER =
      new Of<>((value, out) -> out.writeInt(value), DataInput::readInt);
  static final Codec<Long> LONG =
      new Of<>((value, out) -> out.writeLong(value), DataInput::readLong);
  static final Codec<Boolean> BOOLEAN =
      new Of<>((value, out) -> out.writeBoolean(value), DataInput::readBoolean);
  static final Codec<byte[]> BYTES = new Of<>(BasicCodecs::writeBytes, BasicCodecs::readBytes);
  static final Codec<String> TEXT =
      new Of<>(
          (value, out) -> {
            requireWhole(value);
            writeBytes(value.getBytes(StandardCharsets.UTF_8), out);
          },
          in -> new String(readBytes(in), StandardCharsets.UTF_8));

  private BasicCodecs() {}

  static <E> Codec<List<E>> listOf(Codec<E> element) {
    return new Of<>((values, out) -> writeAll(values, element, out), in -> readAll(in, element));
  }

  private interface Writer<T> {
    void write(T value, DataOutput out) throws IOException;
  }

  private interface Reader<T> {
    T read(DataInput in) throws IOException;
  }

  private record Of<T>(Writer<T> writer, Reader<T> reader) implements Codec<T> {
    @Override
    public void encode(T value, DataOutput out) throws IOException {
      writer.write(value, out);
    }

    @Override
    public T decode(DataInput in) throws IOException {
      return reader.read(in);
    }
  }

  /** Without an encoder that reports it, since one needs twice the memory. */
  private static void requireWhole(String text) throws IOException {
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        throw new IOException("text has half a character (a lone surrogate) at index " + at);
      }
      at += Character.charCount(point);
    }
  }

  private static void writeBytes(byte[] value, DataOutput out) throws IOException {
    out.writeInt(value.length);
    out.write(value);
  }

  private static byte[] readBytes(DataInput in) throws IOException {
    byte[] bytes = new byte[length(in)];
    in.readFully(bytes);
    return bytes;
  }

  private static <E> void writeAll(List<E> values, Codec<E> element, DataOutput out)
      throws IOException {
    out.writeInt(values.size());
    for (E each : values) {
      element.encode(each, out);
    }
  }

  private static <E> List<E> readAll(DataInput in, Codec<E> element) throws IOException {
    int size = length(in);
    List<E> values = new ArrayList<>();
    for (int index = 0; index < size; index++) {
      values.add(element.decode(in));
    }
    return values;
  }

  private static int length(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > FrameCodec.MAX_LENGTH) {
      throw new IOException(
          "a length must be from 0 to %d, was %d".formatted(FrameCodec.MAX_LENGTH, length));
    }
    return length;
  }
}
