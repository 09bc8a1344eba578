package fanout.process;

/**
 * The end of a worker process before it was told to end.
 *
 * @param worker its index in the pool, from 0
 * @param pid its process number
 * @param how what happened, such as {@code was killed by SIGKILL (9)}
 * @param stderr the end of its standard error; empty if it wrote nothing
 */
record WorkerDeath(int worker, long pid, String how, String stderr) {
  /** Names the worker and says what happened to it, in one line. */
  String summary() {
    return "worker " + worker + " (pid " + pid + ") " + how;
  }
}
