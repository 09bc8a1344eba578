package fanout.process;

/** Says that a worker process could not do a task: its own code or its codecs threw. */
public sealed class TaskFailedException extends RuntimeException permits TaskTimeoutException {
  private final Stage stage;
  private final String taskClass;
  private final String farStackTrace;

  /** The stage that the worker had reached. */
  public enum Stage {
    /** The task's class was not found or could not be instantiated. */
    LOADING,
    /** Its argument could not be decoded. */
    DECODING,
    /** It ran. */
    RUNNING,
    /** Its result could not be encoded, or is too long for a frame. */
    ENCODING,
    /** Its result, come back to the parent, could not be decoded. */
    RETURNING
  }

  TaskFailedException(Stage stage, String taskClass, String thrown, String farStackTrace) {
    super("task " + taskClass + " failed while " + words(stage) + ": " + thrown);
    this.stage = stage;
    this.taskClass = taskClass;
    this.farStackTrace = farStackTrace;
  }

  /** Returns what the worker was at. */
  public Stage stage() {
    return stage;
  }

  /** Returns the name of the task's class. */
  public String taskClass() {
    return taskClass;
  }

  /** Returns the stack trace of what was thrown, at most 4096 characters of it. */
  public String farStackTrace() {
    return farStackTrace;
  }

  private static String words(Stage stage) {
    return switch (stage) {
      case LOADING -> "its class was loaded";
      case DECODING -> "its argument was decoded";
      case RUNNING -> "it ran";
      case ENCODING -> "its result was encoded";
      case RETURNING -> "its result was decoded";
    };
  }
}
