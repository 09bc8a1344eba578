/** Small programs that use the public interface, and are run as tests. */
@NullMarked
package fanout.examples;

import org.jspecify.annotations.NullMarked;
