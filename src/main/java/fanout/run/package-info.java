/**
 * The bridge between the measuring half and JMH: suite defaults, parameters, progress, and
 * complete, atomic results. May use every package of the measuring half, and {@code results}.
 */
@NullMarked
package fanout.run;

import org.jspecify.annotations.NullMarked;
