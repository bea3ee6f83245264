package io.oriel.runtime.itest;

import io.oriel.runtime.itest.sample.CountHandler;
import java.io.IOException;
import java.nio.file.Path;

/** A bundle with a message handler of its own. */
final class HandlerJar {
  private static final String SERVICE =
      """
      <service><provide interface="io.oriel.api.message.MessageHandler"/></service>
      <property name="oriel.event" value="countRequest"/>
      <property name="oriel.role" value="SPECTATOR"/>
      """;

  private HandlerJar() {}

  static Path in(Path folder) throws IOException {
    return new ComponentJar(
            "sample.count",
            SERVICE,
            CountHandler.class,
            CountHandler.Request.class,
            CountHandler.Result.class)
        .header(
            "Import-Package",
            "io.oriel.api.error;version=\"[1,2)\",io.oriel.api.message;version=\"[1,2)\"")
        .write(folder.resolve("count.jar"));
  }
}
