package io.oriel.api.transport;

import io.oriel.api.stream.Stream;
import org.osgi.annotation.versioning.ConsumerType;

/** Hears of streams that come and go. Calls come one after another and must not block. */
@ConsumerType
public interface StreamListener {
  /** A stream is there. */
  void added(Stream stream);

  /** A stream has ended; its viewers have been told to leave through their links. */
  void removed(Stream stream);
}
