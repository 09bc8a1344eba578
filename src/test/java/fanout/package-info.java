/** Tests of the rules that hold for the whole tree: its form and its direction of flow. */
@NullMarked
package fanout;

import org.jspecify.annotations.NullMarked;
