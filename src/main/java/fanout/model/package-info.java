/** Granularity and scalability: fits over sweeps. May use {@code results} and {@code stats}. */
@NullMarked
package fanout.model;

import org.jspecify.annotations.NullMarked;
