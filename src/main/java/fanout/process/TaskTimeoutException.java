package fanout.process;

/** Says that a task took longer than it may; its worker was killed and replaced. */
public final class TaskTimeoutException extends TaskFailedException {
  TaskTimeoutException(String taskClass, String death) {
    super(Stage.RUNNING, taskClass, death, "");
  }
}
