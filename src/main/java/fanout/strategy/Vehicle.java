package fanout.strategy;

/** The vehicle of a strategy's requests, which decides on the controls it is compared with. */
public enum Vehicle {
  /** Platform threads of this process; the control is {@link Strategy#ORACLE_SHARED}. */
  PLATFORM_THREADS,
  /** Virtual threads of this process; the control is {@link Strategy#ORACLE_VIRTUAL}. */
  VIRTUAL_THREADS,
  /** Worker processes; the control is {@link Strategy#ORACLE_PROCESSES}. */
  PROCESSES,
  /** None of these: no control does the same work with less synchronization. */
  NONE
}
