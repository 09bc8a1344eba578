package fanout.strategy;

import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/** The ways of issuing a batch that can be named: this program's own, then those of the user. */
public final class Strategies {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,39}");

  private final Map<String, FanOutProvider> byName = new LinkedHashMap<>();

  private Strategies(Iterator<FanOutProvider> own) {
    List.of(Strategy.values()).forEach(this::add);
    try {
      while (own.hasNext()) {
        add(own.next());
      }
    } catch (ServiceConfigurationError | LinkageError e) { // a class that is missing, or broken
      throw new IllegalArgumentException("a strategy cannot be loaded: " + causeOf(e), e);
    }
  }

  /**
   * Finds all that there are.
   *
   * @throws IllegalArgumentException if a provider cannot be loaded, has no proper name, or has the
   *     name of another
   */
  public static Strategies onClassPath() {
    return of(Strategies.class.getClassLoader());
  }

  /** Finds those that a class loader sees. */
  static Strategies of(ClassLoader loader) {
    return new Strategies(ServiceLoader.load(FanOutProvider.class, loader).iterator());
  }

  /**
   * Returns the strategy of the given name.
   *
   * @throws IllegalArgumentException if there is none; the message lists those there are
   */
  public FanOutProvider named(String name) {
    FanOutProvider found = byName.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "strategy '" + name + "' is unknown; expected " + String.join(", ", byName.keySet()));
    }
    return found;
  }

  /** Returns all, this program's own first. */
  public Collection<FanOutProvider> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  private void add(FanOutProvider provider) {
    String name = nameOf(provider);
    FanOutProvider other = byName.putIfAbsent(name, provider);
    if (other != null) {
      throw new IllegalArgumentException(
          "strategy '%s' is there twice: %s and %s"
              .formatted(name, classOf(other), classOf(provider)));
    }
  }

  private static String nameOf(FanOutProvider provider) {
    String name;
    try {
      name = provider.name();
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "a strategy cannot be loaded: %s does not tell its name: %s"
              .formatted(classOf(provider), e),
          e);
    }
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a strategy cannot be loaded: the name of %s must match %s, was '%s'"
              .formatted(classOf(provider), NAME, name));
    }
    return name;
  }

  private static String classOf(FanOutProvider provider) {
    return provider.getClass().getName();
  }

  private static String causeOf(Throwable e) {
    return e.getCause() == null
        ? String.valueOf(e.getMessage())
        : e.getMessage() + ": " + e.getCause();
  }
}
