package io.oriel.engine;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.Conversion;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.Placement;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.swap.Offer;
import io.oriel.api.swap.Offers;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Keeps the pipeline of a stream: opens conversions off the render thread, publishes a pipeline
 * that holds them, and closes those it replaced once no frame uses them. All state belongs to the
 * assembler's own thread.
 */
final class PipelineAssembler implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PipelineAssembler.class.getName());

  /** Hears what can be shown. */
  interface Offering {
    void changed(String requested, List<String> available, Optional<Problem> problem);
  }

  private final String stream;
  private final long slowNanos;
  private final ImageSpec output;
  private final Clock clock;
  private final RenderCommands commands;
  private final Supplier<ConversionChoice> newestRequest;
  private final CounterSet<EngineCounter> counters;
  private final Offering offering;
  private final Offers<AovConverter> offers = new Offers<>();
  private final Lane lane;

  /** Those that are used only where no other is there. */
  private final Set<Offer<AovConverter>> slow = new HashSet<>();

  private ConversionChoice requested;
  private List<String> drawn = List.of();
  private Placement placement = Placement.HOST;
  private Outputs outputs = Outputs.NONE;
  private boolean ended;

  private volatile Pipeline pipeline = new Pipeline(Outputs.NONE, List.of(), "", "");

  PipelineAssembler(
      StreamSettings settings,
      ImageSpec output,
      Clock clock,
      RenderCommands commands,
      Supplier<ConversionChoice> newestRequest,
      CounterSet<EngineCounter> counters,
      Offering offering) {
    this.stream = settings.info().name();
    this.slowNanos = settings.slowConversionNanos();
    this.output = output;
    this.clock = clock;
    this.commands = commands;
    this.newestRequest = newestRequest;
    this.requested = newestRequest.get();
    this.counters = counters;
    this.offering = offering;
    this.lane = new Lane("oriel-assemble-" + stream);
  }

  /** The pipeline now. */
  Pipeline pipeline() {
    return pipeline;
  }

  /** A converter has come. Returns before it is in use. */
  void add(Offer<AovConverter> offer) {
    offers.add(offer);
    lane.execute(this::assemble);
  }

  /** A converter goes. Returns when no frame uses it any more, or it was given up. */
  void remove(AovConverter converter) {
    if (offers.remove(converter).isPresent() && !await(this::assemble)) {
      LOG.log(
          System.Logger.Level.ERROR,
          "Stream {0}: the converter that takes the place of another does not open; the stream goes"
              + " on without either",
          stream);
      closeReplaced(
          publish(p ->
              p.with(
                  p.conversions().stream()
                      .filter(c -> c.offer().service() != converter)
                      .toList())));
    }
  }

  /** Another output, or another look of it, is asked for. */
  void requestChanged() {
    lane.execute(() -> {
      ConversionChoice newest = newestRequest.get();
      if (!newest.equals(requested)) {
        requested = newest;
        assemble();
      }
    });
  }

  /**
   * Another renderer draws: what it can draw, and where. What failed at the former may not here.
   */
  void renderer(List<String> aovs, Placement where) {
    lane.execute(() -> {
      drawn = aovs;
      offers.all().stream().filter(o -> !slow.contains(o)).forEach(Offer::forgive);
      if (!where.equals(placement)) {
        placement = where;
        outputs = Outputs.NONE;
      }
      assemble();
    });
  }

  /** The renderer's outputs look like this now. */
  void outputs(Outputs seen) {
    lane.execute(() -> {
      outputs = seen;
      assemble();
    });
  }

  /** What has become of the converters. */
  Stream<ServiceUse> uses() {
    return offers.uses(AovConverter.AOV, stream);
  }

  /** The conversion failed again and again: its service is not used any more. */
  void quarantine(OpenConversion failed, Problem why) {
    lane.execute(() -> {
      if (failed.offer().usable() || slow.remove(failed.offer())) {
        failed.offer().giveUp(why);
        report(failed.offer(), failed.aov(), why);
        assemble();
      }
    });
  }

  /** The conversion was slow again and again: another one serves, if one is there. */
  void tooSlow(OpenConversion conversion) {
    lane.execute(() -> {
      Offer<AovConverter> offer = conversion.offer();
      if (offers.best(o -> o != offer && mayServe(o, conversion.aov())).isPresent()) {
        putLast(offer, conversion.aov());
        assemble();
      }
    });
  }

  private void putLast(Offer<AovConverter> offer, String aov) {
    slow.add(offer);
    offer.giveUp(tooSlow());
    report(offer, aov, tooSlow());
  }

  private Problem tooSlow() {
    return new Problem(
        ErrorCode.CONVERSION_FAILED,
        "a conversion takes more than " + TimeUnit.NANOSECONDS.toMillis(slowNanos) + " ms");
  }

  /** True if it is there and nothing is held against it. */
  private boolean mayServe(Offer<AovConverter> offer, String aov) {
    return makes(offer, aov) && !offer.isGivenUp() && offers.all().contains(offer);
  }

  private void report(Offer<AovConverter> failed, String aov, Problem why) {
    counters.increment(EngineCounter.CONVERTERS_QUARANTINED);
    LOG.log(
        System.Logger.Level.WARNING,
        "Stream {0}: the converter for {1} from service {2} is {3}: {4}",
        stream,
        aov,
        Long.toString(failed.id()),
        slow.contains(failed) ? "used only where no other is there" : "no longer used",
        why.message());
  }

  private void assemble() {
    if (ended) {
      return;
    }
    Pipeline before = pipeline;
    List<OpenConversion> conversions = new ArrayList<>(2);
    Optional<Problem> problem = open(requested.aov(), before, conversions);
    if (!requested.aov().equals(Aovs.LDR_COLOR)) {
      open(Aovs.LDR_COLOR, before, conversions);
    }
    String aov = requested.aov();
    String source = sourceOf(aov);
    closeReplaced(publish(p -> new Pipeline(outputs, conversions, aov, source)));
    slow.retainAll(offers.all());
    offering.changed(requested.aov(), available(), problem);
  }

  /** Makes another pipeline the one that frames use and returns what it no longer holds. */
  private synchronized List<OpenConversion> publish(UnaryOperator<Pipeline> change) {
    List<OpenConversion> before = pipeline.conversions();
    pipeline = change.apply(pipeline);
    return before.stream().filter(c -> !pipeline.conversions().contains(c)).toList();
  }

  /** Adds a conversion for the output, the present one if it is still the best; else says why. */
  private Optional<Problem> open(String aov, Pipeline before, List<OpenConversion> into) {
    String source = sourceOf(aov);
    Optional<AovLayout> delivered = outputs.layout(source);
    if (delivered.isEmpty()) {
      boolean missing =
          outputs.requested().equals(source) || !drawn.isEmpty() && !drawn.contains(source);
      return missing
          ? Optional.of(new Problem(ErrorCode.AOV_UNAVAILABLE, "the renderer has no " + source))
          : Optional.empty();
    }
    AovLayout layout = delivered.get();
    Problem refusal = new Problem(ErrorCode.AOV_UNAVAILABLE, "no converter takes " + aov);
    for (Offer<AovConverter> offer : inOrder()) {
      if (!makes(offer, aov) || !source(offer, aov).equals(source) || !isUsable(offer)) {
        continue;
      }
      Optional<OpenConversion> present =
          before.conversions().stream()
              .filter(c -> c.offer() == offer && c.aov().equals(aov) && c.layout().equals(layout))
              .filter(c -> c.placement().equals(placement) && c.choice().looksLike(requested))
              .findFirst();
      if (present.isPresent()) {
        into.add(present.get());
        return Optional.empty();
      }
      try {
        Conversion conversion = opened(offer, aov, layout, before);
        into.add(
            new OpenConversion(offer, aov, layout, placement, requested, conversion, slowNanos));
        return Optional.empty();
      } catch (Throwable e) {
        refusal = Problems.of(e, ErrorCode.AOV_REFUSED);
        offer.refused(refusal);
      }
    }
    return Optional.of(refusal);
  }

  private boolean isUsable(Offer<AovConverter> offer) {
    return offer.usable() || slow.contains(offer);
  }

  private List<Offer<AovConverter>> inOrder() {
    return Stream.concat(
            offers.all().stream().filter(o -> !slow.contains(o)),
            offers.all().stream().filter(slow::contains))
        .toList();
  }

  /** Opens it and tries it out; that it is slow is held against it only if another one serves. */
  private Conversion opened(
      Offer<AovConverter> offer, String aov, AovLayout layout, Pipeline before)
      throws OrielException {
    Conversion conversion =
        offer
            .service()
            .open(
                ConversionRequest.of(layout, output)
                    .placement(placement)
                    .exposure(requested.exposure())
                    .toneMapping(requested.toneMapping())
                    .build());
    if (placement.equals(Placement.HOST)) {
      try {
        long nanos = ConversionWarmUp.run(conversion, layout, output, clock);
        boolean former =
            before.conversions().stream()
                .anyMatch(c -> c.offer() != offer && mayServe(c.offer(), aov));
        if (nanos > slowNanos && former) {
          putLast(offer, aov);
          throw Problems.exception(tooSlow(), null);
        }
      } catch (Throwable e) {
        close(conversion, aov);
        throw e;
      }
    }
    return conversion;
  }

  private void closeReplaced(List<OpenConversion> replaced) {
    if (replaced.isEmpty()) {
      return;
    }
    Runnable close = () -> replaced.forEach(c -> close(c.conversion(), c.aov()));
    if (!commands.await(close)) {
      counters.increment(EngineCounter.CONVERTERS_QUARANTINED);
      LOG.log(
          System.Logger.Level.ERROR,
          "Stream {0}: the render thread did not let go of a replaced converter within {1} s; what"
              + " it holds stays allocated",
          stream,
          RenderCommands.PATIENCE.toSeconds());
    }
  }

  private static void close(Conversion replaced, String aov) {
    try {
      replaced.close();
    } catch (Throwable e) {
      LOG.log(System.Logger.Level.WARNING, "A conversion failed to close: " + aov, e);
    }
  }

  /**
   * What a converter that is not given up makes of outputs that are drawn: these first, then what
   * has another name.
   */
  private List<String> available() {
    Stream<String> made =
        offers.all().stream()
            .filter(offer -> !offer.values(AovConverter.SOURCE).isEmpty())
            .flatMap(offer -> offer.values(AovConverter.AOV).stream())
            .map(String::valueOf)
            .sorted();
    return Stream.concat(drawn.stream(), made).distinct().filter(this::canBeMade).toList();
  }

  private boolean canBeMade(String aov) {
    return offers.best(o -> isDrawnFor(o, aov) && isUsable(o)).isPresent();
  }

  /** The renderer's output that the best converter for an output reads. */
  private String sourceOf(String aov) {
    return offers
        .best(o -> isDrawnFor(o, aov) && !o.isGivenUp())
        .or(() -> offers.best(o -> isDrawnFor(o, aov) && isUsable(o)))
        .map(offer -> source(offer, aov))
        .orElse(aov);
  }

  private boolean isDrawnFor(Offer<AovConverter> offer, String aov) {
    return makes(offer, aov) && drawn.contains(source(offer, aov));
  }

  private static boolean makes(Offer<AovConverter> offer, String aov) {
    return offer.names(AovConverter.AOV, aov);
  }

  private static String source(Offer<AovConverter> offer, String aov) {
    return offer.values(AovConverter.SOURCE).stream().findFirst().map(String::valueOf).orElse(aov);
  }

  /** Has the task done; false if that takes too long. There is nothing to do once it is closed. */
  private boolean await(Runnable task) {
    CountDownLatch done = new CountDownLatch(1);
    boolean accepted =
        lane.execute(() -> {
          try {
            task.run();
          } finally {
            done.countDown();
          }
        });
    try {
      // Waiting for the render thread is bounded inside; this bounds a converter's own open.
      return !accepted || done.await(RenderCommands.PATIENCE.toMillis() * 2, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Empties the pipeline and ends the assembler's thread; the render thread ends after it. */
  @Override
  public void close() {
    await(() -> {
      ended = true;
      closeReplaced(publish(p -> p.with(List.of())));
    });
    lane.close(RenderCommands.PATIENCE);
  }
}
