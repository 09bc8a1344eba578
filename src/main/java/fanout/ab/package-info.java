/**
 * Interleaved collection: runs single forks of two commands in turn, of any project's JMH
 * benchmarks, and keeps what they wrote. May use {@code results} and {@code stats}.
 */
@NullMarked
package fanout.ab;

import org.jspecify.annotations.NullMarked;
