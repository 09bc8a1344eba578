package fanout.strategy;

/** This program's own ways of issuing a batch. */
public enum Strategy implements FanOutProvider {
  /** One request after the other on the caller's own thread. */
  SINGLE_THREAD("one request after the other on the caller's own thread"),
  /** A fixed pool of c platform threads. */
  THREAD_POOL("a fixed pool of c platform threads"),
  /** A virtual thread for each request, at most c of them in flight. */
  VIRTUAL_THREADS("a virtual thread for each request, at most c of them in flight"),
  /** c worker processes that get requests over a channel. */
  WORKER_PROCESSES("c worker processes"),
  /** c slots spread over the members of a cluster, which have been started beforehand. */
  CLUSTER("c slots spread over the members of a cluster, see 'member'");

  private final String description;

  Strategy(String description) {
    this.description = description;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public int slots(int concurrency) {
    return this == SINGLE_THREAD ? 1 : concurrency;
  }

  @Override
  public FanOut open(FanOutConfig config) {
    return switch (this) {
      case SINGLE_THREAD -> new SingleThread(config);
      case THREAD_POOL -> new ThreadPool(config);
      case VIRTUAL_THREADS -> new VirtualThreads(config);
      case WORKER_PROCESSES -> new WorkerProcesses(config);
      case CLUSTER -> new Cluster(config);
    };
  }
}
