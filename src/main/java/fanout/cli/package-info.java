/**
 * The command line: one small class for each subcommand, nothing but parsing and calling. May use
 * every package.
 */
@NullMarked
package fanout.cli;

import org.jspecify.annotations.NullMarked;
