package io.oriel.api.embed;

import io.oriel.api.error.ErrorCode;
import java.util.Arrays;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Finds the program that runs bundles inside a host's process. */
final class Launcher {
  /** What the class loader of every bundle implements; by name, because a host may not have it. */
  private static final String BUNDLE_REFERENCE = "org.osgi.framework.BundleReference";

  private Launcher() {}

  /** A new builder of the launcher that a class of the host sees. */
  static OrielBuilder seenBy(Class<?> host) throws EmbeddingException {
    if (ofBundle(host.getClassLoader())) {
      throw new EmbeddingException(ErrorCode.EMBEDDING_IN_FRAMEWORK, host.getName());
    }
    try {
      return ServiceLoader.load(OrielBuilder.class, host.getClassLoader())
          .findFirst()
          .orElseThrow(() ->
              new EmbeddingException(
                  ErrorCode.EMBEDDING_NO_LAUNCHER, "no launcher is seen by " + host.getName()));
    } catch (ServiceConfigurationError e) {
      // Such as a launcher of one class loader that implements the contract of another one.
      throw new EmbeddingException(ErrorCode.API_TWICE, String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean ofBundle(ClassLoader loader) {
    return loader != null
        && Stream.<Class<?>>iterate(loader.getClass(), c -> c != null, Class::getSuperclass)
            .flatMap(type -> Arrays.stream(type.getInterfaces()))
            .anyMatch(type -> type.getName().equals(BUNDLE_REFERENCE));
  }
}
