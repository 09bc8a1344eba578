/**
 * The entry of the jar, and the few notations that every border of the program shares. Imports
 * nothing of the project; every other package may use it.
 */
@NullMarked
package fanout;

import org.jspecify.annotations.NullMarked;
