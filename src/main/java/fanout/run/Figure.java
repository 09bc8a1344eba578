package fanout.run;

import fanout.results.MetricName;
import java.io.Serializable;

/**
 * One figure of an iteration, on its way into JMH's secondary metrics.
 *
 * @param metric what it is
 * @param value in the metric's unit; a figure that the platform cannot tell is left out instead
 */
record Figure(MetricName metric, double value) implements Serializable {}
