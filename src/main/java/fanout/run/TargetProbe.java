package fanout.run;

import fanout.TimeSpan;
import fanout.exchange.Failure;
import fanout.exchange.KeepAlive;
import fanout.exchange.Target;
import fanout.exchange.Tls;
import fanout.ledger.Timeline;
import fanout.strategy.Chunk;
import fanout.strategy.FanOut;
import fanout.strategy.FanOutConfig;
import fanout.strategy.Strategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The questions to servers that are not ours before the first fork: two requests through each
 * client that will be used, and as many over one connection as it takes to see its end.
 */
final class TargetProbe {
  /** The option that lets every certificate of a server on this machine pass. */
  static final String INSECURE = "--insecure";

  /** Longer than a client waits for one reply. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

  /** Servers end connections after 100 (Tomcat, httpd) or 1000 requests (nginx). */
  private static final int MOST_ON_A_CONNECTION = 1_100;

  private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(1);

  private final boolean insecure;

  /** Makes a probe; {@code insecure} as told by {@link #INSECURE}. */
  TargetProbe(boolean insecure) {
    this.insecure = insecure;
  }

  /**
   * Takes the option.
   *
   * @return the JVM options for forks
   */
  static List<String> takeFrom(OptionWords words) {
    return words.flag(INSECURE) ? List.of("-D" + Tls.INSECURE + "=true") : List.of();
  }

  /**
   * Asks all servers.
   *
   * @return what a person should know about them
   * @throws BadOptionException if one does not answer with a status from 200 to 299
   */
  List<String> require(List<Contender> contenders) throws InterruptedException {
    List<Contender> others =
        contenders.stream().filter(one -> one.server().target().isPresent()).toList();
    requireLocal(others);
    Set<Object> asked = new HashSet<>();
    for (Contender contender : others) {
      if (asked.add(List.of(target(contender), contender.client()))) {
        ask(contender);
      }
    }
    List<String> notes = new ArrayList<>();
    for (Contender contender : others) {
      if (asked.add(List.of(target(contender), contender.isHttp2()))) {
        notes.addAll(keepAlive(contender));
      }
    }
    return notes;
  }

  private static Target target(Contender contender) {
    return contender.server().target().orElseThrow();
  }

  private void requireLocal(List<Contender> others) {
    if (!insecure) {
      return;
    }
    List<Target> secure =
        others.stream().map(TargetProbe::target).filter(Target::isSecure).toList();
    if (secure.isEmpty()) {
      throw new BadOptionException(INSECURE + " is for -p target=https://…, which is not given");
    }
    for (Target target : secure) {
      if (!Tls.isLocal(target)) {
        throw new BadOptionException(
            "%s is for servers on this machine, and %s is none: let the JDK trust its certificate"
                .formatted(INSECURE, target.base().getHost()));
      }
    }
    System.setProperty(Tls.INSECURE, "true");
  }

  private static void ask(Contender contender) throws InterruptedException {
    FutureTask<Optional<Failure>> answer = new FutureTask<>(() -> firstFailure(contender));
    Thread.ofVirtual().name("probe").start(answer);
    try {
      Optional<Failure> failure = answer.get(ANSWER_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
      if (failure.isPresent()) {
        throw refused(contender, describe(failure.get(), contender));
      }
    } catch (TimeoutException e) {
      throw refused(contender, "no whole reply within " + TimeSpan.format(ANSWER_LIMIT));
    } catch (ExecutionException e) {
      throw refused(contender, String.valueOf(e.getCause()));
    }
  }

  /** A strategy may have a client of its own; all others use the exchange as one thread does. */
  private static Optional<Failure> firstFailure(Contender contender) throws InterruptedException {
    Strategy strategy =
        contender.strategy() instanceof Strategy own && own.hasOwnClient()
            ? own
            : Strategy.SINGLE_THREAD;
    FanOutConfig config = new FanOutConfig(1, contender.exchange(), target(contender), Chunk.ONE);
    try (FanOut client = strategy.open(config)) {
      return client.issue(Timeline.off(Math.min(2, contender.requests()))).failures().stream()
          .findFirst();
    }
  }

  private static String describe(Failure failure, Contender contender) {
    String hint = "";
    if (failure.kind() == Failure.Kind.CONNECTION && target(contender).isSecure()) {
      hint =
          "; a certificate must be in the JDK's trust store (-Djavax.net.ssl.trustStore=FILE),"
              + " or the server on this machine ("
              + INSECURE
              + ")";
    } else if (failure.kind() == Failure.Kind.CONNECTION && contender.isHttp2()) {
      hint = "; the server must speak HTTP/2 without TLS from the first byte on";
    }
    return failure.detail() + hint;
  }

  private static BadOptionException refused(Contender contender, String reason) {
    return new BadOptionException(
        "-p target=%s: does not answer %s: %s"
            .formatted(contender.row().get("target"), contender.client(), reason));
  }

  private static List<String> keepAlive(Contender contender) throws InterruptedException {
    Target target = target(contender);
    KeepAlive kept =
        contender.isHttp2()
            ? KeepAlive.ofHttp2(target, MOST_ON_A_CONNECTION, CONNECTION_LIMIT)
            : KeepAlive.of(target, MOST_ON_A_CONNECTION, CONNECTION_LIMIT);
    String requests = kept.requests() + (kept.requests() == 1 ? " request" : " requests");
    String ended = target.base() + " ends a connection after " + requests;
    String costs = ": makespans include connecting";
    List<String> notes = new ArrayList<>();
    switch (kept.end()) {
      case NONE -> {
        if (kept.requests() < MOST_ON_A_CONNECTION) {
          notes.add(
              "%s: no end of a connection was seen within %s, all that %s allowed"
                  .formatted(target.base(), requests, TimeSpan.format(CONNECTION_LIMIT)));
        }
      }
      case ANNOUNCED ->
          notes.add(
              ended + (contender.isHttp2() ? ", by a GOAWAY" : ", as its reply says") + costs);
      case UNANNOUNCED -> notes.add(ended + ", without saying so" + costs);
    }
    kept.idle()
        .map(
            idle ->
                "%s ends a connection that is idle for %s, as its reply says: so may those of a"
                        .formatted(target.base(), TimeSpan.format(idle))
                    + " contender while others take their turns")
        .ifPresent(notes::add);
    return notes;
  }
}
