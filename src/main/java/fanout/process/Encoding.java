package fanout.process;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Single values to bytes and back, by their codecs. */
final class Encoding {
  private Encoding() {}

  /**
   * Encodes a value.
   *
   * @throws IOException if the codec refuses it
   */
  static <T> byte[] encode(Codec<T> codec, T value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    codec.encode(value, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  /** Decodes a value, as {@link #decode(Codec, byte[])} does. */
  static <T> T decode(Codec<T> codec, ByteBuffer bytes) throws IOException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return decode(codec, copy);
  }

  /**
   * Decodes a value.
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
}
