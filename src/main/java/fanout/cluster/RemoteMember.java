package fanout.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.IExecutorService;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The driver's side of one member: its session, and whether it has been lost. */
final class RemoteMember {
  private static final long SESSION_LIMIT_SECONDS = 5;

  private final Member member;
  private final MemberFacts facts;
  private final IExecutorService executor;
  private final UUID session = UUID.randomUUID();
  private final AtomicLong connectionsOpened = new AtomicLong();
  private final AtomicReference<@Nullable String> loss = new AtomicReference<>();
  private int slots;

  RemoteMember(Member member, MemberFacts facts, IExecutorService executor) {
    this.member = member;
    this.facts = facts;
    this.executor = executor;
  }

  /**
   * Opens the session.
   *
   * @throws ClusterException if the member cannot open the exchange, or does not answer
   */
  void open(UUID driver, int count, ExchangeSpec exchange, Target target)
      throws InterruptedException {
    if (count > ClusterMember.SLOTS) {
      throw new ClusterException(
          "the member at %s has at most %d slots, was to have %d"
              .formatted(name(), ClusterMember.SLOTS, count));
    }
    slots = count;
    String problem;
    try {
      problem =
          submit(new OpenTask(session, driver, count, exchange, target))
              .get(SESSION_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new ClusterException(
          "the member at " + name() + " opened no session (" + EngineLog.line(e) + ")", e);
    }
    if (!problem.isEmpty()) {
      throw new ClusterException("the member at " + name() + " " + problem);
    }
  }

  /** Ends the session, if the member is still there; a member that is not ends it by itself. */
  void close() throws InterruptedException {
    if (loss() != null) {
      return;
    }
    try {
      submit(new MemberTask.Close(session)).get(SESSION_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      lost(EngineLog.line(e));
    }
  }

  <T> Future<T> submit(Callable<T> task) {
    return executor.submitToMember(task, member);
  }

  UUID session() {
    return session;
  }

  UUID id() {
    return member.getUuid();
  }

  int slots() {
    return slots;
  }

  String name() {
    return Driver.name(member);
  }

  /** Returns the number of the member's process if it is one of this machine, or -1. */
  long pid() {
    return facts.process().isHere() ? facts.process().pid() : -1;
  }

  /** Enters the connections that the member has opened so far. Replies may overtake each other. */
  void connections(long openedSoFar) {
    connectionsOpened.accumulateAndGet(openedSoFar, Math::max);
  }

  long connectionsOpened() {
    return connectionsOpened.get();
  }

  /** Enters that the member is lost to this driver; the first reason stays. */
  void lost(String why) {
    loss.compareAndSet(null, "member " + name() + " was lost (" + why + ")");
  }

  /** Returns why the member is lost, or {@code null} if it is not. */
  @Nullable String loss() {
    return loss.get();
  }
}
