/**
 * The stub server: answers each request with its number after a chosen delay, or with a chosen
 * fault. Always a process of its own, with the handle that starts and stops it. Imports no other
 * package of the project.
 */
@NullMarked
package fanout.stub;

import org.jspecify.annotations.NullMarked;
