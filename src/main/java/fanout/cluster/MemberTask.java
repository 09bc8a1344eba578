package fanout.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** What a driver asks of a member, with its encoding spelled out. */
abstract class MemberTask<T>
    implements Callable<T>, IdentifiedDataSerializable, HazelcastInstanceAware {
  private @Nullable HazelcastInstance member;

  @Override
  public final void setHazelcastInstance(HazelcastInstance instance) {
    member = instance;
  }

  @Override
  public final int getFactoryId() {
    return TaskFactory.ID;
  }

  /** Returns the sessions of the member that runs the task. */
  final Sessions sessions() {
    return Sessions.of(Objects.requireNonNull(member, "a task runs in a member only"));
  }
}
