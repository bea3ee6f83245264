package io.oriel.video;

import io.oriel.api.video.Codec;
import io.oriel.api.video.EncoderProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The encoders that are there now, and the settings that choose among them. Immutable.
 *
 * @param all in the order they came
 * @param settings the configuration
 */
record Candidates(List<Candidate> all, VideoSettings settings) {
  private static final Comparator<Candidate> AMONG_EQUALS =
      Comparator.comparingInt(Candidate::ranking)
          .thenComparingLong(Candidate::serviceId)
          .reversed();

  Candidates {
    all = List.copyOf(all);
  }

  Candidates with(Candidate candidate) {
    List<Candidate> more = new ArrayList<>(all);
    more.add(candidate);
    return new Candidates(more, settings);
  }

  Candidates without(Candidate candidate) {
    return new Candidates(all.stream().filter(c -> c != candidate).toList(), settings);
  }

  Candidates with(VideoSettings newSettings) {
    return new Candidates(all, newSettings);
  }

  /** The candidates of a service. */
  List<Candidate> of(EncoderProvider provider) {
    return all.stream().filter(c -> c.provider() == provider).toList();
  }

  /** Those that write the codec and are configured, best first. */
  List<Candidate> inOrder(Codec codec) {
    List<Candidate> order = new ArrayList<>();
    for (String name : settings.encoders()) {
      all.stream()
          .filter(c -> c.name().equals(name) && c.codecs().contains(codec))
          .sorted(AMONG_EQUALS)
          .forEach(order::add);
    }
    return order;
  }
}
