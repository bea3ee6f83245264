package io.oriel.video;

import io.oriel.api.error.Problem;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.video.Codec;
import io.oriel.api.video.EncoderProvider;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An encoder that could be opened.
 *
 * @param provider the service
 * @param name by which configuration chooses it
 * @param codecs what it writes
 * @param ranking decides among those of one name, higher first
 * @param serviceId decides among equals, higher first: the newer one
 */
record Candidate(
    EncoderProvider provider, String name, Set<Codec> codecs, int ranking, long serviceId) {
  static Candidate of(EncoderProvider provider, Map<String, ?> properties) {
    Set<Codec> codecs = EnumSet.noneOf(Codec.class);
    for (String codec : strings(properties.get(EncoderProvider.CODEC))) {
      Arrays.stream(Codec.values()).filter(c -> c.name().equals(codec)).forEach(codecs::add);
    }
    return new Candidate(
        provider,
        String.valueOf(properties.get(EncoderProvider.ENCODER)),
        codecs,
        properties.get("service.ranking") instanceof Integer ranking ? ranking : 0,
        properties.get("service.id") instanceof Long id ? id : 0);
  }

  /** What has become of it for a stream, where nothing is held against it. */
  ServiceUse use(String stream, ServiceUse.State state) {
    return new ServiceUse(serviceId, name, stream, state, Optional.empty());
  }

  /** Why it does not serve a stream. */
  ServiceUse givenUp(String stream, Problem problem) {
    return new ServiceUse(serviceId, name, stream, ServiceUse.State.GIVEN_UP, Optional.of(problem));
  }

  private static String[] strings(Object value) {
    return switch (value) {
      case String one -> new String[] {one};
      case String[] many -> many;
      case null, default -> new String[0];
    };
  }
}
