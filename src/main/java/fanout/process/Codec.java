package fanout.process;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The encoding of values of one type as bytes. What is encoded for one process is decoded in
 * another: a codec must not depend on anything that the two do not share, such as a static field.
 *
 * @param <T> the type of the values
 */
public interface Codec<T> {
  /** Text of any length; it must have no surrogate without its partner, which UTF-8 cannot hold. */
  Codec<String> TEXT = BasicCodecs.TEXT;

  /** Whole numbers of 32 bits. */
  Codec<Integer> INTEGER = BasicCodecs.INTEGER;

  /** Whole numbers of 64 bits. */
  Codec<Long> LONG = BasicCodecs.LONG;

  /** Truth values. */
  Codec<Boolean> BOOLEAN = BasicCodecs.BOOLEAN;

  /** Bytes as they are; decoding makes an array of its own. */
  Codec<byte[]> BYTES = BasicCodecs.BYTES;

  /**
   * Encodes a value.
   *
   * @param value never {@code null} unless the codec says how {@code null} is encoded
   * @throws IOException if the value cannot be encoded
   */
  void encode(T value, DataOutput out) throws IOException;

  /**
   * Decodes a value, reading exactly the bytes that {@link #encode} wrote.
   *
   * @throws IOException if the bytes are no such value
   */
  T decode(DataInput in) throws IOException;

  /**
   * Returns a codec for lists, also empty ones, of what another encodes.
   *
   * @param element the elements' codec
   */
  static <E> Codec<List<E>> listOf(Codec<E> element) {
    return BasicCodecs.listOf(element);
  }
}
