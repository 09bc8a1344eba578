package fanout.run;

import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.util.Optional;

/**
 * JMH options that name no result file: JMH empties the named file when a run begins, and so would
 * destroy an older good result. A proxy, since {@link Options} has 28 methods and no base class;
 * serializable, since JMH sends its options to every fork.
 */
final class WithoutResult implements InvocationHandler, Serializable {
  private final Options given;

  private WithoutResult(Options given) {
    this.given = given;
  }

  static Options of(Options given) {
    return (Options)
        Proxy.newProxyInstance(
            Options.class.getClassLoader(),
            new Class<?>[] {Options.class},
            new WithoutResult(given));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args)
      throws Throwable {
    if (method.getName().equals("getResult") || method.getName().equals("getResultFormat")) {
      return Optional.none();
    }
    try {
      return method.invoke(given, args);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
