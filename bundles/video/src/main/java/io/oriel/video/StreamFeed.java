package io.oriel.video;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.ViewportFrame;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.metrics.DurationSet;
import io.oriel.api.stream.FrameSink;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.Codec;
import io.oriel.api.video.OpenVideoFeed;
import io.oriel.api.video.VideoRequest;
import io.oriel.api.video.VideoSource;
import io.oriel.api.video.VideoSubscription;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The feed of one stream: an encoding for each codec that somebody has asked for. */
final class StreamFeed implements OpenVideoFeed, FrameSink {
  private static final int PICTURE_SECONDS = 5;

  private final VideoSource source;
  private final CounterSet<VideoCounter> counters;
  private final DurationSet<VideoDuration> durations;
  private final Consumer<StreamFeed> onClose;
  private final Map<Codec, Encoding> byCodec = new EnumMap<>(Codec.class);
  private final CountDownLatch firstFrame = new CountDownLatch(1);
  private final CountDownLatch firstPicture = new CountDownLatch(1);
  private final Thread warming;
  private final FrameSubscription frames;
  private Candidates candidates;
  private boolean closed;
  private volatile Encoding[] encodings = {};

  /** Opens the feed; {@code onClose} hears when it closes. */
  StreamFeed(VideoSource source, Candidates candidates, Consumer<StreamFeed> onClose)
      throws OrielException {
    StreamInfo info = source.info();
    if (info.width() < 2 || info.height() < 2) {
      throw new OrielException(
          ErrorCode.ENCODER_UNAVAILABLE,
          "pictures of " + info.width() + "x" + info.height() + " are too small to encode");
    }
    this.source = source;
    this.candidates = candidates;
    this.onClose = onClose;
    Map<String, String> labels = Map.of("stream", info.name());
    this.counters = new CounterSet<>(VideoCounter.class, labels);
    this.durations = new DurationSet<>(VideoDuration.class, labels);
    this.warming =
        Thread.ofPlatform().daemon().name("oriel-video-warm-" + info.name()).start(this::warmUp);
    this.frames = source.subscribe(this);
  }

  /** Not before the stream has its first picture, if one comes: till then others need the cores. */
  private void warmUp() {
    try {
      if (!firstPicture.await(PICTURE_SECONDS, TimeUnit.SECONDS)) {
        firstFrame.await();
      }
      Encoding encoding = encoding(Codec.H264);
      if (encoding != null) {
        encoding.warm();
      }
      Kernels.warmUp();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onFrame(ViewportFrame frame) {
    firstFrame.countDown();
    if (!frame.held()) {
      firstPicture.countDown();
    }
    for (Encoding encoding : encodings) {
      encoding.offer(frame);
    }
  }

  @Override
  public VideoSubscription subscribe(VideoRequest request, AccessUnitSink sink)
      throws OrielException {
    OrielException refusal = null;
    for (Codec codec : request.codecs()) {
      Encoding encoding = encoding(codec);
      if (encoding != null) {
        try {
          return encoding.join(sink);
        } catch (OrielException e) {
          refusal = e;
        }
      }
    }
    throw refusal != null ? refusal : unsupported(request);
  }

  private synchronized OrielException unsupported(VideoRequest request) {
    if (candidates.all().isEmpty()) {
      return new OrielException(ErrorCode.ENCODER_UNAVAILABLE, "no encoder is installed");
    }
    return new OrielException(
        ErrorCode.CODEC_UNSUPPORTED,
        "none of "
            + request.codecs()
            + " is written by the configured encoders "
            + candidates.settings().encoders());
  }

  /** The encoding of this codec, or null if no encoder writes it. */
  private synchronized Encoding encoding(Codec codec) {
    Encoding present = byCodec.get(codec);
    if (present == null && !closed && !candidates.inOrder(codec).isEmpty()) {
      present = new Encoding(source, codec, counters, durations, candidates);
      byCodec.put(codec, present);
      encodings = byCodec.values().toArray(Encoding[]::new);
    }
    return present;
  }

  /** Encoders or settings have changed. */
  void change(Candidates next) {
    for (Encoding encoding : take(next)) {
      encoding.change(next);
    }
  }

  /** An encoder goes away; returns when nothing here uses it. */
  void withdraw(Candidate gone, Candidates next) {
    for (Encoding encoding : take(next)) {
      encoding.withdraw(gone, next);
    }
  }

  private synchronized Encoding[] take(Candidates next) {
    candidates = next;
    return encodings;
  }

  /** What has become of the encoders: of each encoding that uses one, else that none does. */
  Stream<ServiceUse> uses() {
    String stream = source.info().name();
    Candidates now;
    synchronized (this) {
      now = candidates;
    }
    return now.all().stream()
        .flatMap(candidate -> {
          List<ServiceUse> used =
              Arrays.stream(encodings)
                  .flatMap(encoding -> encoding.use(candidate, stream).stream())
                  .toList();
          return used.isEmpty()
              ? Stream.of(candidate.use(stream, ServiceUse.State.WAITING))
              : used.stream();
        });
  }

  CounterSet<VideoCounter> counters() {
    return counters;
  }

  DurationSet<VideoDuration> durations() {
    return durations;
  }

  @Override
  public void close() {
    Encoding[] all;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      all = encodings;
    }
    frames.close();
    warming.interrupt();
    for (Encoding encoding : all) {
      encoding.close(new Problem(ErrorCode.VIDEO_UNAVAILABLE, "the video feed was closed"));
    }
    onClose.accept(this);
  }
}
