package example;

import fanout.strategy.FanOut;
import fanout.strategy.FanOutConfig;
import fanout.strategy.FanOutProvider;
import fanout.strategy.Vehicle;

/** Names {@link ParallelStream} on the command line. */
public final class ParallelStreamProvider implements FanOutProvider {
  @Override
  public String name() {
    return "PARALLEL_STREAM";
  }

  @Override
  public String description() {
    return "a parallel stream in a fork-join pool of c threads";
  }

  @Override
  public FanOut open(FanOutConfig config) {
    return new ParallelStream(config);
  }

  @Override
  public Vehicle vehicle() {
    return Vehicle.PLATFORM_THREADS;
  }
}
