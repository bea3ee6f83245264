package io.oriel.video;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.health.Checkup;
import io.oriel.api.health.CheckupContext;
import io.oriel.api.health.Finding;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.video.Codec;
import io.oriel.api.video.EncodeSpec;
import io.oriel.api.video.Encoder;
import io.oriel.api.video.EncoderProvider;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Has each configured encoder encode a small picture, and says which one would be used. */
@Component
public final class EncoderCheckup implements Checkup {
  private static final String SUBJECT = "encoder";
  private static final int WIDTH = 320;
  private static final int HEIGHT = 192;
  private static final int BITS_PER_SECOND = 1_000_000;

  private Candidates candidates =
      new Candidates(List.of(), new VideoSettings(List.of(), BITS_PER_SECOND, 0));

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  synchronized void bindEncoder(EncoderProvider provider, Map<String, Object> properties) {
    candidates = candidates.with(Candidate.of(provider, properties));
  }

  synchronized void unbindEncoder(EncoderProvider provider) {
    for (Candidate gone : candidates.of(provider)) {
      candidates = candidates.without(gone);
    }
  }

  @Override
  public List<Finding> examine(CheckupContext context) {
    List<String> wanted = List.of((String[]) context.settings(VideoFeeds.PID).get("encoders"));
    List<String> usable = new ArrayList<>();
    Map<String, List<String>> refused = new LinkedHashMap<>();
    for (Candidate candidate : inOrder(wanted)) {
      try {
        encode(candidate.provider());
        usable.add(candidate.name());
      } catch (OrielException e) {
        refused.computeIfAbsent(e.getMessage(), reason -> new ArrayList<>()).add(candidate.name());
      }
    }
    List<String> refusals =
        refused.entrySet().stream()
            .map(same -> String.join(", ", same.getValue()) + " cannot be used: " + same.getKey())
            .toList();
    if (usable.isEmpty()) {
      return List.of(none(wanted, refusals));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.good(SUBJECT, usable.getFirst() + " encodes and is used"));
    usable.stream()
        .skip(1)
        .forEach(name -> findings.add(Finding.good(SUBJECT, name + " encodes too")));
    refusals.forEach(refusal -> findings.add(Finding.note(SUBJECT, refusal)));
    return findings;
  }

  private synchronized List<Candidate> inOrder(List<String> wanted) {
    return candidates.with(new VideoSettings(wanted, BITS_PER_SECOND, 0)).inOrder(Codec.H264);
  }

  private synchronized Finding none(List<String> wanted, List<String> refusals) {
    List<String> there = candidates.all().stream().map(Candidate::name).sorted().toList();
    return Finding.bad(
        SUBJECT,
        "none of "
            + wanted
            + (refusals.isEmpty() ? " is installed" : " opens. " + String.join(". ", refusals)),
        there.isEmpty()
            ? "Install a bundle with an encoder, such as io.oriel.encoder.ffmpeg and what it needs"
            : "Follow the reasons given, or put another of "
                + there
                + " into encoders of "
                + VideoFeeds.PID);
  }

  private static void encode(EncoderProvider provider) throws OrielException {
    EncodeSpec spec = EncodeSpec.of(WIDTH, HEIGHT).bitsPerSecond(BITS_PER_SECOND).build();
    AtomicLong bytes = new AtomicLong();
    try (Encoder encoder = provider.open(spec);
        Arena arena = Arena.ofShared()) {
      ImageSpec shape = encoder.input();
      HostImage black =
          new HostImage(shape, arena.allocate(shape.sizeBytes(), ImageSpec.ROW_ALIGNMENT_BYTES));
      encoder.encode(
          black,
          new PictureOptions().set(true, BITS_PER_SECOND, 0),
          (data, keyframe) -> bytes.addAndGet(data.byteSize()));
    }
    if (bytes.get() == 0) {
      throw new OrielException(ErrorCode.ENCODER_FAILED, "it made nothing of a picture");
    }
  }
}
