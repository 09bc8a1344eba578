/**
 * Result files: reading the JSON of any JMH run, and the environment in which a run took place.
 * Imports no other package of the project.
 */
@NullMarked
package fanout.results;

import org.jspecify.annotations.NullMarked;
