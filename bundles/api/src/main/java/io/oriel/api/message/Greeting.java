package io.oriel.api.message;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a viewer is told when it has come, and again after another stage was opened, so that it need
 * not ask. A service; those of a higher ranking speak first.
 */
@ConsumerType
public interface Greeting {
  /**
   * Service property, a {@code Boolean}: true for one that is also called for a viewer who comes
   * while a stage loads. The others keep silent until the load is over.
   */
  String LOADING = "oriel.greeting.loading";

  /** Sends the present state to one viewer, {@link Reply#viewer}. Any thread; quick. */
  void greet(Reply reply);
}
