package fanout.exchange;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/** All clients for HTTP/1.1 that requests can go through. */
enum Client {
  OKHTTP,
  OKHTTP_QUIET,
  JDK,
  NETTY;

  /** What came of a batch. */
  record Result(List<Outcome> outcomes, long connectionsOpened) {
    List<Failure> failures() {
      return outcomes.stream().filter(Failure.class::isInstance).map(Failure.class::cast).toList();
    }
  }

  /** Issues a batch. */
  Result issue(String target, int requests, int concurrency) throws Exception {
    Target where = Target.parse(target);
    return switch (this) {
      case OKHTTP, OKHTTP_QUIET, JDK ->
          inThreads(
              name().toLowerCase(Locale.ROOT).replace('_', '-'), where, requests, concurrency);
      case NETTY -> onEventLoop(where, requests, concurrency);
    };
  }

  static Result inThreads(String exchange, Target target, int requests, int concurrency)
      throws Exception {
    try (Exchange client = ExchangeSpec.parse(exchange).open(target, concurrency);
        ExecutorService threads = Executors.newFixedThreadPool(concurrency)) {
      List<Future<Outcome>> issued =
          IntStream.range(0, requests)
              .mapToObj(number -> threads.submit(() -> client.issue(number)))
              .toList();
      List<Outcome> outcomes = issued.stream().map(Client::get).toList();
      return new Result(outcomes, client.connectionsOpened());
    }
  }

  private static Outcome get(Future<Outcome> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static Result onEventLoop(Target target, int requests, int concurrency) throws Exception {
    AtomicReferenceArray<Outcome> outcomes = new AtomicReferenceArray<>(requests);
    CountDownLatch left = new CountDownLatch(requests);
    try (NettyAsync client = new NettyAsync(target, concurrency)) {
      client.issue(
          requests,
          (number, outcome) -> {
            if (outcomes.getAndSet(number, outcome) == null) {
              left.countDown();
            }
          });
      left.await();
      return new Result(
          IntStream.range(0, requests).mapToObj(outcomes::get).toList(),
          client.connectionsOpened());
    }
  }
}
