package io.oriel.transport.shm;

import io.oriel.api.metrics.CounterDescriptor;

/** What the shared memory transport counts. */
public enum ShmCounter implements CounterDescriptor {
  STREAMS_OFFERED("Regions opened."),
  STREAMS_REFUSED("Times that a stream could not be offered: its name is taken, or no memory."),
  STALE_REMOVED("Regions of producers that had died, removed."),
  FRAMES_WRITTEN("Frames copied into a region."),
  FRAMES_SKIPPED("Frames that a newer one overtook before they could be copied."),
  FRAMES_UNSUPPORTED("Frames that are not in the host's memory, or larger than the stream's size."),
  REGIONS_REPAIRED("Times that a region was found resized or its header overwritten, and mended."),
  REGIONS_LOST(
      "Regions or control sockets that somebody removed, or that were not written any more: the"
          + " stream was offered anew."),
  VIEWERS_JOINED("Viewers that attached."),
  VIEWERS_LEFT("Viewers that detached, hung up or were ended."),
  VIEWERS_REFUSED("Viewers that were refused when they wanted to attach."),
  CONNECTIONS_REFUSED(
      "Connections closed because there were too many, or nobody attached in time."),
  LINES_MALFORMED("Lines dropped because they do not follow the protocol."),
  LINES_TOO_LONG("Lines over 64 KiB, passed over."),
  LINES_UNKNOWN("Lines of an unknown kind, or out of turn, ignored."),
  TEXTS_RECEIVED("Text messages received."),
  TEXTS_SENT("Text messages taken for sending."),
  TEXTS_DROPPED(
      "Text messages not taken: empty, with a line break, too large, or the queue was full."),
  INPUTS_RECEIVED("Input events received."),
  INPUTS_UNKNOWN("Keys, buttons and controls received that have no counterpart, dropped.");

  private final String help;

  ShmCounter(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
