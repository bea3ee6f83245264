package io.oriel.transport.shm;

import io.oriel.api.health.Checkup;
import io.oriel.api.health.CheckupContext;
import io.oriel.api.health.Finding;
import io.oriel.shm.wire.RegionHeader;
import io.oriel.shm.wire.StreamName;
import io.oriel.transport.shm.region.Occupant;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;

/** Looks whether the streams' names are free and whether there is memory for them. */
@Component
public final class ShmCheckup implements Checkup {
  private static final String STREAMS = "io.oriel.engine.stream";
  private static final int MIB = 1 << 20;

  @Override
  public List<Finding> examine(CheckupContext context) throws IOException {
    final Map<String, Object> settings = context.settings(ShmTransport.PID);
    if (settings.isEmpty()) {
      return List.of(Finding.note("transport", "off; --transports webrtc,shm turns it on"));
    }
    if (!Files.isWritable(StreamName.MEMORY)) {
      return List.of(
          Finding.bad(
              "shared memory",
              StreamName.MEMORY + " is not there or cannot be written",
              "Mount a tmpfs there that this user may write, or leave the transport shm out."));
    }
    final List<Finding> findings = new ArrayList<>();
    long needed = 0;
    for (final var stream : context.instances(STREAMS).entrySet()) {
      findings.add(name(settings.getOrDefault("prefix", "") + stream.getKey()));
      try {
        needed += bytes(stream.getValue(), settings);
      } catch (IllegalArgumentException e) {
        findings.add(
            Finding.bad("size", stream.getKey() + ": " + e.getMessage(), "Make it smaller."));
      }
    }
    findings.addFirst(memory(needed));
    return findings;
  }

  private static long bytes(Map<String, Object> stream, Map<String, Object> settings) {
    if (stream.get("width") instanceof Integer width
        && stream.get("height") instanceof Integer height
        && settings.get("slots") instanceof Integer slots) {
      return RegionHeader.of(RegionHeader.NEWEST_VERSION, slots, width, height, 0).sizeBytes();
    }
    return 0;
  }

  private static Finding memory(long needed) throws IOException {
    final FileStore store = Files.getFileStore(StreamName.MEMORY);
    final long free = store.getUsableSpace();
    final String detail = needed / MIB + " MiB needed, " + free / MIB + " MiB free";
    return free >= needed
        ? Finding.good("shared memory", detail)
        : Finding.bad(
            "shared memory",
            detail,
            "Make "
                + StreamName.MEMORY
                + " larger, in a container by --shm-size, or configure fewer slots.");
  }

  private static Finding name(String text) throws IOException {
    final StreamName name;
    try {
      name = new StreamName(text);
    } catch (IllegalArgumentException e) {
      return Finding.bad("name", e.getMessage(), "Name the stream or the prefix otherwise.");
    }
    try (Occupant occupant = new Occupant(name)) {
      final Optional<String> living = occupant.living();
      return living.isEmpty()
          ? Finding.good("name", name.region() + " is free")
          : Finding.bad(
              "name",
              living.get() + " offers " + name.region(),
              "Stop it, or set another prefix in " + ShmTransport.PID + ".");
    }
  }
}
