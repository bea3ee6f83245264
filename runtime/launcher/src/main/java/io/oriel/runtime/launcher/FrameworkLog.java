package io.oriel.runtime.launcher;

import io.oriel.api.error.OrielException;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogService;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * Hands what the framework and its own bundles log to the log of the host; without it they write to
 * standard error or to files of their own.
 *
 * <p>A refusal from the table of error codes, such as a port that is taken, is no defect: {@link
 * Embedded#failures()} tells about it in one line, so its stack trace is worth a DEBUG only.
 */
final class FrameworkLog implements InvocationHandler {
  private static final String FRAMEWORK = "org.osgi.framework";

  /** What Felix SCR says for a consumer of a component whose own failure was told already. */
  private static final String ECHO = "Could not get service from ref";

  private static final Dictionary<String, ?> PREFERRED =
      FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE));

  private final System.Logger log;

  private FrameworkLog(String name) {
    log = System.getLogger(name);
  }

  /** Registers the log as a service, before any bundle starts. */
  static void install(BundleContext context) {
    String[] types = {LogService.class.getName(), LoggerFactory.class.getName()};
    context.registerService(types, proxy(LogService.class, FRAMEWORK), PREFERRED);
    context.addFrameworkListener(FrameworkLog::write);
  }

  // Two interfaces with some seventy methods that differ in level and arity only.
  @Override
  public Object invoke(Object proxy, Method method, Object[] given) {
    Object[] arguments = given == null ? new Object[0] : given;
    return switch (method.getName()) {
      case "getLogger" -> logger(arguments);
      case "getName" -> log.getName();
      case "hashCode" -> System.identityHashCode(proxy);
      case "equals" -> proxy == arguments[0];
      case "toString" -> log.getName();
      case "log" -> write(level((Integer) first(Integer.class, arguments)), arguments);
      case String enabled when enabled.startsWith("is") ->
          log.isLoggable(level(enabled.substring(2, enabled.length() - "Enabled".length())));
      case String level -> write(level(level), arguments);
    };
  }

  private static <T> T proxy(Class<T> type, String name) {
    ClassLoader loader = FrameworkLog.class.getClassLoader();
    return type.cast(Proxy.newProxyInstance(loader, new Class<?>[] {type}, new FrameworkLog(name)));
  }

  private static Object logger(Object[] arguments) {
    boolean named =
        first(String.class, arguments) instanceof String text
            && !text.equals(Logger.ROOT_LOGGER_NAME);
    String name = named ? (String) first(String.class, arguments) : FRAMEWORK;
    return proxy(Logger.class, name);
  }

  private Object write(Level level, Object[] arguments) {
    Object thrown = first(Throwable.class, arguments);
    String message = String.valueOf(first(String.class, arguments));
    Level used = isRefusal((Throwable) thrown) || message.contains(ECHO) ? Level.DEBUG : level;
    if (log.isLoggable(used)) {
      log.log(used, message, (Throwable) thrown);
    }
    return null;
  }

  /** What goes wrong in the framework where nobody called who could be told. */
  private static void write(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.ERROR) {
      String message = "in bundle " + event.getBundle().getSymbolicName();
      new FrameworkLog(FRAMEWORK).write(Level.ERROR, new Object[] {message, event.getThrowable()});
    }
  }

  private static boolean isRefusal(Throwable thrown) {
    return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
        .anyMatch(OrielException.class::isInstance);
  }

  private static Object first(Class<?> type, Object[] arguments) {
    return Arrays.stream(arguments).filter(type::isInstance).findFirst().orElse(null);
  }

  private static Level level(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "AUDIT" -> Level.INFO;
      case "WARN" -> Level.WARNING;
      case String other -> Level.valueOf(other);
    };
  }

  private static Level level(int number) {
    return number >= LogLevel.values().length
        ? Level.DEBUG
        : level(LogLevel.values()[number].name());
  }
}
