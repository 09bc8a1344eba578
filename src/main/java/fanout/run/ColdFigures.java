package fanout.run;

import fanout.os.Counts;
import fanout.results.MetricName;
import fanout.strategy.ColdBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The time of a batch from nothing, by stages. They are means over the workers, each between two
 * readings of the monotonic clock that caller and workers share; where it is not shared, stages
 * that end within a worker are left out.
 */
final class ColdFigures {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_MICRO = 1e3;

  private final ColdBatch batch;
  private final List<Figure> figures = new ArrayList<>();

  private ColdFigures(ColdBatch batch) {
    this.batch = batch;
  }

  static List<Figure> of(ColdBatch batch) {
    ColdFigures figures = new ColdFigures(batch);
    figures.addMoments();
    figures.addStages();
    figures.addSteadyState();
    figures.addCpu(MetricName.COLD_CPU_TO_FIRST, ColdBatch.Course::cpuToFirst);
    figures.addCpu(MetricName.COLD_CPU_TO_LAST, ColdBatch.Course::cpuToLast);
    return figures.figures;
  }

  private void addMoments() {
    long first = Long.MAX_VALUE;
    long lastFirst = Long.MIN_VALUE;
    for (ColdBatch.Course worker : batch.workers()) {
      first = Math.min(first, worker.firstReplyNanos() - batch.beganNanos());
      lastFirst = Math.max(lastFirst, worker.firstReplyNanos() - batch.beganNanos());
    }
    addMillis(MetricName.COLD_FIRST_REPLY, first);
    addMillis(MetricName.COLD_ALL_FIRST_REPLIES, lastFirst);
    addMillis(MetricName.COLD_LAST_REPLY, lastReply() - batch.beganNanos());
    addMillis(MetricName.COLD_JOIN, batch.joinedNanos() - lastReply());
  }

  private void addStages() {
    addMean(
        MetricName.COLD_PROCESS_START,
        worker -> worker.started().startedNanos() - worker.started().askedNanos());
    addMean(
        MetricName.COLD_JVM_START, worker -> worker.mainNanos() - worker.started().startedNanos());
    addMean(MetricName.COLD_CLASS_LOADING, worker -> worker.openNanos() - worker.mainNanos());
    addMean(
        MetricName.COLD_FIRST_EXCHANGE, worker -> worker.firstReplyNanos() - worker.openNanos());
    addMean(MetricName.COLD_FURTHER_REQUESTS, w -> w.lastReplyNanos() - w.firstReplyNanos());
  }

  /** The second half of the requests, when most of what can be compiled early is. */
  private void addSteadyState() {
    List<Long> replied = batch.repliedNanos().stream().sorted().toList();
    int half = replied.size() / 2;
    if (half > 0) {
      long took = replied.getLast() - replied.get(replied.size() - 1 - half);
      figures.add(new Figure(MetricName.COLD_STEADY, took / NANOS_PER_MICRO / half));
    }
  }

  private void addCpu(MetricName metric, Function<ColdBatch.Course, OptionalLong> clock) {
    Counts.sum(batch.workers().stream().map(clock)).ifPresent(nanos -> addMillis(metric, nanos));
  }

  private long lastReply() {
    return batch.workers().stream().mapToLong(ColdBatch.Course::lastReplyNanos).max().orElseThrow();
  }

  private void addMean(MetricName metric, ToLongFunction<ColdBatch.Course> nanos) {
    OptionalDouble mean = batch.workers().stream().mapToLong(nanos).average();
    figures.add(new Figure(metric, mean.orElseThrow() / NANOS_PER_MILLI));
  }

  private void addMillis(MetricName metric, long nanos) {
    figures.add(new Figure(metric, nanos / NANOS_PER_MILLI));
  }
}
