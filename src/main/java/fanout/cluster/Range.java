package fanout.cluster;

/**
 * Requests that follow each other.
 *
 * @param first the first one's number, at least 0
 * @param count how many, at least 1
 */
record Range(int first, int count) {}
