package fanout.process;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The codecs that come with {@link Codec}. Lengths are checked before anything is allocated. */
final class BasicCodecs {
  private BasicCodecs() {}

  private static int length(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > FrameCodec.MAX_LENGTH) {
      throw new IOException(
          "a length must be from 0 to %d, was %d".formatted(FrameCodec.MAX_LENGTH, length));
    }
    return length;
  }

  record Bytes() implements Codec<byte[]> {
    @Override
    public void encode(byte[] value, DataOutput out) throws IOException {
      out.writeInt(value.length);
      out.write(value);
    }

    @Override
    public byte[] decode(DataInput in) throws IOException {
      byte[] bytes = new byte[length(in)];
      in.readFully(bytes);
      return bytes;
    }
  }

  record Text() implements Codec<String> {
    @Override
    public void encode(String value, DataOutput out) throws IOException {
      BYTES.encode(value.getBytes(StandardCharsets.UTF_8), out);
    }

    @Override
    public String decode(DataInput in) throws IOException {
      return new String(BYTES.decode(in), StandardCharsets.UTF_8);
    }
  }

  record OfInteger() implements Codec<Integer> {
    @Override
    public void encode(Integer value, DataOutput out) throws IOException {
      out.writeInt(value);
    }

    @Override
    public Integer decode(DataInput in) throws IOException {
      return in.readInt();
    }
  }

  record OfBoolean() implements Codec<Boolean> {
    @Override
    public void encode(Boolean value, DataOutput out) throws IOException {
      out.writeBoolean(value);
    }

    @Override
    public Boolean decode(DataInput in) throws IOException {
      return in.readBoolean();
    }
  }

  record OfLong() implements Codec<Long> {
    @Override
    public void encode(Long value, DataOutput out) throws IOException {
      out.writeLong(value);
    }

    @Override
    public Long decode(DataInput in) throws IOException {
      return in.readLong();
    }
  }

  record ListOf<E>(Codec<E> element) implements Codec<List<E>> {
    @Override
    public void encode(List<E> value, DataOutput out) throws IOException {
      out.writeInt(value.size());
      for (E each : value) {
        element.encode(each, out);
      }
    }

    @Override
    public List<E> decode(DataInput in) throws IOException {
      int size = length(in);
      List<E> values = new ArrayList<>();
      for (int index = 0; index < size; index++) {
        values.add(element.decode(in));
      }
      return values;
    }
  }
}
