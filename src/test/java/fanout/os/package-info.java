/** Tests of {@code fanout.os}. */
@NullMarked
package fanout.os;

import org.jspecify.annotations.NullMarked;
