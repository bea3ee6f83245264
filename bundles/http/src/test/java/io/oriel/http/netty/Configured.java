package io.oriel.http.netty;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** A configuration with its defaults, and some values instead of them. */
final class Configured {
  private Configured() {}

  static PublicListener.Config publicListener(final Map<String, Object> values) {
    return of(PublicListener.Config.class, values);
  }

  static PrivateListener.Config privateListener(final Map<String, Object> values) {
    return of(PrivateListener.Config.class, values);
  }

  private static <C extends Annotation> C of(
      final Class<C> type, final Map<String, Object> values) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue())));
  }
}
