package fanout.run;

import fanout.Delay;
import fanout.TimeSpan;
import fanout.exchange.Exchange;
import fanout.exchange.ExchangeSpec;
import fanout.exchange.Target;
import fanout.ledger.Addition;
import fanout.process.ChannelKind;
import fanout.process.ChannelSpec;
import fanout.results.Parameter;
import fanout.strategy.Chunk;
import fanout.strategy.FanOutProvider;
import fanout.strategy.Strategies;
import fanout.strategy.Strategy;
import fanout.stub.StubConfig;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A strategy, or a control, with its parameters: one row of a result.
 *
 * @param row the parameters as they were given, by name: the row's key in the result
 * @param strategy the way of issuing a batch
 * @param load how much is issued
 * @param exchange what each request is
 * @param server who answers
 * @param workers how worker processes are used; other strategies ignore it
 * @param isRecorded whether the times of its requests are recorded
 */
record Contender(
    NavigableMap<String, String> row,
    FanOutProvider strategy,
    Load load,
    ExchangeSpec exchange,
    Server server,
    WorkerUse workers,
    boolean isRecorded) {
  /** The parameter's name on the command line; Java has no such names for fields. */
  static final String REQUESTS_PER_CONNECTION = "requests-per-connection";

  /**
   * The amount that is issued.
   *
   * @param requests N, from 1 to 10 000 000
   * @param concurrency c, from 1 to 10 000 000
   * @param addition the parameter of the known work that is added to each request
   */
  record Load(int requests, int concurrency, String addition) {}

  /**
   * The server that answers.
   *
   * @param delay the stub's service delay
   * @param target the server that is not ours; empty for the stub
   * @param requestsPerConnection after so many the stub closes a connection; 0 for never
   * @param bodyBytes the length of each reply of the stub
   * @param tls whether the stub speaks TLS
   */
  record Server(
      Delay delay, Optional<Target> target, int requestsPerConnection, int bodyBytes, boolean tls) {
    boolean isSecure() {
      return tls || target.stream().anyMatch(Target::isSecure);
    }
  }

  /**
   * The use of worker processes.
   *
   * @param chunk how many requests one gets at a time
   * @param channels how they are reached
   */
  record WorkerUse(Chunk chunk, ChannelSpec channels) {}

  Contender {
    row = Collections.unmodifiableNavigableMap(new TreeMap<>(row));
  }

  /**
   * Reads a contender from the parameters of {@code FanOutBenchmark}: the one place where these get
   * their meaning.
   *
   * @param parameters all of them by name
   * @throws BadOptionException if a value makes no sense, by itself or with the others
   */
  static Contender parse(Map<String, String> parameters) {
    ParameterWords words = new ParameterWords(parameters);
    FanOutProvider strategy = words.read(Parameter.STRATEGY, Strategies.onClassPath()::named);
    Load load =
        new Load(
            words.count(Parameter.REQUESTS),
            words.count(Parameter.CONCURRENCY),
            words.read(
                Parameter.ADDITION,
                word -> {
                  Addition.parse(word);
                  return word;
                }));
    ExchangeSpec exchange = words.read(Parameter.EXCHANGE, ExchangeSpec::parse);
    words.require(
        strategy.takes(exchange),
        Parameter.EXCHANGE,
        strategy.name() + " has a client of its own: exchange must use a network (okhttp, jdk)");
    words.read(Parameter.COPY, Contender::copy);
    Contender contender =
        new Contender(
            new TreeMap<>(parameters),
            strategy,
            load,
            exchange,
            server(words, exchange, load.requests()),
            workers(words, load),
            words.read(Parameter.LEDGER, Contender::isFull));
    words.require(
        !contender.isHttp2() || !contender.server().isSecure(),
        Parameter.TARGET,
        contender.client() + " is HTTP/2 without TLS: use stub or http://, or another exchange");
    return contender;
  }

  private static Server server(ParameterWords words, ExchangeSpec exchange, int requests) {
    Delay delay = words.read(Parameter.DELAY, word -> delay(word, requests));
    boolean tls = words.read(Parameter.TARGET, Parameter.STUB_TLS::equals);
    Optional<Target> target = words.read(Parameter.TARGET, Contender::target);
    int perConnection =
        words.read(Parameter.REQUESTS_PER_CONNECTION, Contender::requestsPerConnection);
    words.require(
        perConnection == 0 || exchange.kind() != ExchangeSpec.Kind.H2C,
        Parameter.REQUESTS_PER_CONNECTION,
        "the stub closes HTTP/1.1 connections only, and exchange=h2c has none");
    int bodyBytes = words.countFromZero(Parameter.BODY, StubConfig.MAX_BODY_BYTES);
    if (target.isPresent()) {
      words.require(
          delay.equals(Delay.NONE),
          Parameter.DELAY,
          "only the stub server can be told to wait; with -p target= add -p delay=0");
      words.require(
          exchange.usesNetwork(),
          Parameter.EXCHANGE,
          "with -p target= it must use a network (okhttp)");
      words.require(
          perConnection == 0,
          Parameter.REQUESTS_PER_CONNECTION,
          "only the stub server can be told when to close a connection");
      words.require(
          bodyBytes == StubConfig.withDefaults().bodyBytes(),
          Parameter.BODY,
          "only the stub server can be told how long its replies are");
    }
    return new Server(delay, target, perConnection, bodyBytes, tls);
  }

  /** A delay that an exchange does not wait for would only show as requests that time out. */
  private static Delay delay(String word, int requests) {
    Delay delay = Delay.parse(word);
    StubConfig stub = StubConfig.withDefaults().withDelay(delay);
    int drawn = delay instanceof Delay.Fixed ? 1 : requests;
    for (int number = 0; number < drawn; number++) {
      Duration wait = Duration.ofNanos(stub.delayNanosOf(number));
      if (wait.compareTo(Exchange.IO_LIMIT) >= 0) {
        throw new IllegalArgumentException(
            "request %d would wait %s, and an exchange gives up after %s"
                .formatted(number, TimeSpan.format(wait), TimeSpan.format(Exchange.IO_LIMIT)));
      }
    }
    return delay;
  }

  private static WorkerUse workers(ParameterWords words, Load load) {
    Chunk chunk = words.read(Parameter.CHUNK, Chunk::parse);
    words.require(
        chunk.fixed() <= load.requests(),
        Parameter.CHUNK,
        "chunk must be at most the " + load.requests() + " requests of a batch");
    words.require(
        chunk.sizeFor(load.requests(), load.concurrency()) <= Chunk.MAX_SIZE,
        Parameter.CHUNK,
        "a worker process takes at most " + Chunk.MAX_SIZE + " requests");
    ChannelKind kind = words.read(Parameter.CHANNEL, ChannelKind::parse);
    int window =
        words.read(
            Parameter.WINDOW,
            word -> ParameterWords.count("window", word, 1, ChannelSpec.MAX_WINDOW));
    return new WorkerUse(chunk, new ChannelSpec(kind, window));
  }

  private static Optional<Target> target(String word) {
    boolean isStub = word.equals(Parameter.TARGET.usual()) || word.equals(Parameter.STUB_TLS);
    return isStub ? Optional.empty() : Optional.of(Target.parse(word));
  }

  private static int requestsPerConnection(String word) {
    return word.equals(Parameter.REQUESTS_PER_CONNECTION.usual())
        ? 0
        : ParameterWords.count(REQUESTS_PER_CONNECTION, word, 1, Integer.MAX_VALUE);
  }

  private static boolean isFull(String word) {
    return switch (word) {
      case "full" -> true;
      case "off" -> false;
      default ->
          throw new IllegalArgumentException("ledger must be one of off, full, was '" + word + "'");
    };
  }

  private static String copy(String word) {
    if (!word.matches("[A-Za-z0-9]{1,8}")) {
      throw new IllegalArgumentException(
          "copy must be 1 to 8 letters or digits, was '" + word + "'");
    }
    return word;
  }

  int requests() {
    return load.requests();
  }

  int concurrency() {
    return load.concurrency();
  }

  /** Returns the slots of the strategy: c, or 1 for the single thread. */
  int slots() {
    return strategy.slots(load.concurrency());
  }

  boolean usesStub() {
    return exchange.usesNetwork() && server.target().isEmpty();
  }

  /** Returns the name of what its requests go through: the exchange, or a client of its own. */
  String client() {
    return strategy instanceof Strategy own && own.hasOwnClient()
        ? own.name()
        : exchange.toString();
  }

  boolean isHttp2() {
    return client().equals("h2c");
  }

  boolean usesWorkers() {
    return strategy == Strategy.WORKER_PROCESSES || strategy == Strategy.ORACLE_PROCESSES;
  }

  /**
   * Returns what must be equal for two contenders to use one opened strategy: everything but the
   * size of the batch, what is added to requests, how it is recorded, and a delay that is the same
   * for all requests.
   */
  Object opening() {
    Map<String, String> opening = new TreeMap<>(row);
    opening.remove(Parameter.REQUESTS.key());
    opening.remove(Parameter.LEDGER.key());
    opening.remove(Parameter.ADDITION.key());
    if (server.delay() instanceof Delay.Fixed) {
      opening.remove(Parameter.DELAY.key());
    }
    return opening;
  }

  /** Returns the parameters but the strategy: contenders that agree in them are compared. */
  Map<String, String> setting() {
    Map<String, String> setting = new TreeMap<>(row);
    setting.remove(Parameter.STRATEGY.key());
    return setting;
  }
}
