package fanout.cluster;

import com.hazelcast.client.Client;
import com.hazelcast.client.ClientListener;
import com.hazelcast.core.HazelcastInstance;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The sessions of one member. Those of a driver end when its connection does. */
final class Sessions implements ClientListener, AutoCloseable {
  private static final String KEY = "fanout.sessions";

  private final Map<UUID, Session> open = new ConcurrentHashMap<>();
  private final Predicate<UUID> connected;

  /**
   * Starts without a session.
   *
   * @param connected whether a driver is connected to this member
   */
  Sessions(Predicate<UUID> connected) {
    this.connected = connected;
  }

  /** Gives a member its sessions. */
  static Sessions attachTo(HazelcastInstance member) {
    Sessions sessions =
        new Sessions(
            driver ->
                member.getClientService().getConnectedClients().stream()
                    .anyMatch(client -> client.getUuid().equals(driver)));
    member.getUserContext().put(KEY, sessions);
    member.getClientService().addClientListener(sessions);
    return sessions;
  }

  static Sessions of(HazelcastInstance member) {
    if (member.getUserContext().get(KEY) instanceof Sessions sessions) {
      return sessions;
    }
    throw new IllegalStateException("this member takes no sessions yet");
  }

  /**
   * Takes a session in.
   *
   * @throws IllegalStateException if there is one of that number, or its driver is not connected,
   *     whose leaving would close it; it is closed then
   */
  void open(UUID id, Session session) {
    if (open.putIfAbsent(id, session) != null) {
      session.close();
      throw new IllegalStateException("session " + id + " is open already");
    }
    // Asked last: a driver that leaves from here on has its sessions closed.
    if (!connected.test(session.driver())) {
      close(id);
      throw new IllegalStateException("the driver is not connected to this member");
    }
  }

  int count() {
    return open.size();
  }

  Session get(UUID id) {
    Session session = open.get(id);
    if (session == null) {
      throw new IllegalStateException("session " + id + " is not open here");
    }
    return session;
  }

  void close(UUID id) {
    Session session = open.remove(id);
    if (session != null) {
      session.close();
    }
  }

  @Override
  public void clientConnected(Client client) {}

  @Override
  public void clientDisconnected(Client client) {
    List<UUID> left =
        open.entrySet().stream()
            .filter(entry -> entry.getValue().driver().equals(client.getUuid()))
            .map(Map.Entry::getKey)
            .toList();
    left.forEach(this::close);
  }

  @Override
  public void close() {
    List.copyOf(open.keySet()).forEach(this::close);
  }
}
