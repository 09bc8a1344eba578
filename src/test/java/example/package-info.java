/** A strategy as a user writes one, outside this program. */
@NullMarked
package example;

import org.jspecify.annotations.NullMarked;
