package fanout.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The default parameters of the named suites: each is the same run of {@code FanOutBenchmark}. */
public enum SuiteDefaults {
  /** The strategies with their controls, without and with a delay. */
  DEFAULT("strategy=LADDER"),
  /** From which length of a request on is a strategy worth it? */
  GRANULARITY(
      """
      strategy=LADDER delay=0 \
      exchange=spin:1us,spin:4us,spin:16us,spin:64us,spin:256us,\
      park:20us,park:80us,park:320us,park:1280us"""),
  /** How does throughput grow with slots? */
  SCALABILITY(
      """
      strategy=THREAD_POOL,VIRTUAL_THREADS delay=2ms concurrency=1,2,4,8,16,32,64,128,256
      strategy=WORKER_PROCESSES delay=2ms concurrency=1,2,4,8,16,32"""),
  /** What do channel and chunk change for worker processes? */
  CHANNELS(
      """
      strategy=WORKER_PROCESSES delay=0 exchange=null chunk=1,python channel=pipe,unix window=8"""),
  /** Does a request cost the same in a large batch, and with many slots? */
  GROWTH(
      """
      strategy=THREAD_POOL,VIRTUAL_THREADS delay=0 exchange=null \
      requests=1000,10000,100000,1000000
      strategy=VIRTUAL_THREADS delay=0 exchange=park:10ms concurrency=10 requests=100
      strategy=VIRTUAL_THREADS delay=0 exchange=park:10ms concurrency=100 requests=1000
      strategy=VIRTUAL_THREADS delay=0 exchange=park:10ms concurrency=1000 requests=10000
      strategy=VIRTUAL_THREADS delay=0 exchange=park:10ms concurrency=10000 requests=100000
      strategy=VIRTUAL_THREADS delay=0 exchange=park:10ms concurrency=100000 requests=1000000"""),
  /** What does recording each request's times cost? */
  RECORDING(
      """
      strategy=SINGLE_THREAD,THREAD_POOL,VIRTUAL_THREADS,WORKER_PROCESSES delay=0 \
      ledger=full,off"""),
  /** What does the HTTP client change? */
  EXCHANGES(
      """
      strategy=LADDER delay=0 exchange=okhttp,okhttp-quiet,jdk,h2c
      strategy=NETTY_EVENT_LOOP delay=0"""),
  /** What is left where requests cost nothing? */
  NULL_CONTROL("strategy=LADDER delay=0 exchange=null"),
  /** How far apart are two equals? */
  AA("strategy=LADDER delay=0 copy=a,b");

  /** The strategies of the default suite, each with what it is compared with. */
  private static final String LADDER =
      "SINGLE_THREAD,THREAD_POOL,VIRTUAL_THREADS,WORKER_PROCESSES,"
          + "ORACLE_THREADS,ORACLE_SHARED,ORACLE_VIRTUAL,ORACLE_PROCESSES";

  private final String parts;

  /**
   * Names a suite.
   *
   * @param parts a line for each part: parameters as {@code -p} takes them, between blanks
   */
  SuiteDefaults(String parts) {
    this.parts = parts;
  }

  /** Returns the name on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the parameters' values by name, one map for each part of the suite; the benchmark's own
   * defaults hold for the others.
   */
  List<Map<String, List<String>>> blocks() {
    List<Map<String, List<String>>> blocks = new ArrayList<>();
    for (String part : parts.replace("LADDER", LADDER).lines().toList()) {
      Map<String, List<String>> values = new LinkedHashMap<>();
      for (String parameter : part.split(" ", -1)) {
        int equals = parameter.indexOf('=');
        values.put(
            parameter.substring(0, equals),
            List.of(parameter.substring(equals + 1).split(",", -1)));
      }
      blocks.add(values);
    }
    return blocks;
  }
}
