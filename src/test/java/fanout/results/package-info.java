/** Tests of reading result files. */
@NullMarked
package fanout.results;

import org.jspecify.annotations.NullMarked;
