package fanout.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import fanout.ledger.Injection;
import fanout.ledger.Injection.Place;
import java.io.IOException;
import java.util.UUID;

/** How values that several tasks have in common look on the wire. */
final class Wire {
  private static final Place[] PLACES = {
    Place.HAND_OFF, Place.IN_TASK, Place.RAMP_UP, Place.GATHER
  };

  private Wire() {}

  static void write(UUID id, ObjectDataOutput out) throws IOException {
    out.writeLong(id.getMostSignificantBits());
    out.writeLong(id.getLeastSignificantBits());
  }

  static UUID readUuid(ObjectDataInput in) throws IOException {
    return new UUID(in.readLong(), in.readLong());
  }

  /**
   * Returns the code of a place in which the far side has a part, or 0 if nothing is added there.
   */
  static byte code(Injection injection) {
    // An amount of 0 is a control: it must cost what all other amounts cost beside the amount.
    if (injection == Injection.NONE || injection.place() == Place.GATHER) {
      return 0;
    }
    for (byte code = 0; code < PLACES.length; code++) {
      if (PLACES[code] == injection.place()) {
        return (byte) (code + 1);
      }
    }
    throw new IllegalArgumentException("no code for " + injection.place());
  }

  /** Returns the far side's own injection for one slot. */
  static Injection injection(byte code, long amountNanos) {
    return code < 1 || code > PLACES.length
        ? Injection.NONE
        : Injection.of(PLACES[code - 1], amountNanos, 1);
  }
}
