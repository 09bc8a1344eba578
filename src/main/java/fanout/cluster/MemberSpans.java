package fanout.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;

/**
 * How long a chunk was in its member, and what for. Durations only, in nanoseconds, at least 0.
 *
 * @param decode decoding the chunk
 * @param queue waiting for the member's own threads, before the first request and after the last
 * @param encode encoding the reply
 * @param stay from the chunk's arrival until the reply had been encoded, requests included
 */
record MemberSpans(long decode, long queue, long encode, long stay) {
  static final MemberSpans NONE = new MemberSpans(0, 0, 0, 0);

  static void write(MemberSpans spans, ObjectDataOutput out) throws IOException {
    out.writeLong(spans.decode);
    out.writeLong(spans.queue);
    out.writeLong(spans.encode);
    out.writeLong(spans.stay);
  }

  static MemberSpans read(ObjectDataInput in) throws IOException {
    return new MemberSpans(in.readLong(), in.readLong(), in.readLong(), in.readLong());
  }
}
