package fanout.run;

import java.io.Serializable;

/**
 * One figure of an iteration, on its way into JMH's secondary metrics.
 *
 * @param name the metric's name, such as {@code ledger.hand-off}
 * @param value its value; a figure that the platform cannot tell is left out instead
 * @param unit its unit, such as {@code us/request}
 */
record Figure(String name, double value, String unit) implements Serializable {}
