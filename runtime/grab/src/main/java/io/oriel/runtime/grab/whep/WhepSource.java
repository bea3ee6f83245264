package io.oriel.runtime.grab.whep;

import io.oriel.runtime.grab.Deadline;
import io.oriel.runtime.grab.GrabException;
import io.oriel.runtime.grab.Source;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.nio.file.Path;

/** A stream of a WHEP server. */
public record WhepSource(URI resource, String stream) implements Source {
  public static WhepSource of(URI uri) {
    return new WhepSource(uri, "main");
  }

  @Override
  public String shown() {
    return resource.toString();
  }

  @Override
  public BufferedImage take(Deadline deadline, Path cache) throws GrabException {
    throw new GrabException("not yet");
  }
}
