package fanout.stub;

import java.util.concurrent.CountDownLatch;

/** A process that starts a stub, tells where it is, and waits to be killed. */
final class StubParent {
  private StubParent() {}

  /** Prints the stub's process id and address. */
  public static void main(String[] arguments) throws InterruptedException {
    StubProcess stub = StubProcess.start(StubConfig.withDefaults());
    System.out.println(stub.pid() + " " + stub.uri());
    new CountDownLatch(1).await();
  }
}
