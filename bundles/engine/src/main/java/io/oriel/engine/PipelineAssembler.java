package io.oriel.engine;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.aov.AovLayout;
import io.oriel.api.aov.Aovs;
import io.oriel.api.aov.ConversionRequest;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.Placement;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.swap.Offer;
import io.oriel.api.swap.ServiceUse;
import io.oriel.api.time.Clock;
import io.oriel.engine.ConversionOpening.Opened;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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

  /** A converter that has not opened by then keeps no other waiting. */
  private static final Duration OPEN_LIMIT = Duration.ofSeconds(5);

  /** Hears what can be shown. */
  interface Offering {
    void changed(String requested, List<String> available, Optional<Problem> problem);
  }

  private final String stream;
  private final long slowNanos;
  private final ImageSpec output;
  private final RenderCommands commands;
  private final Supplier<ConversionChoice> newestRequest;
  private final CounterSet<EngineCounter> counters;
  private final Offering offering;
  private final Converters converters = new Converters();
  private final ConversionOpening opening;
  private final Lane lane;

  /** Those that are to make what is shown. */
  private final Set<Offer<AovConverter>> needed = new HashSet<>();

  private ConversionChoice requested;
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
    this.slowNanos = settings.slowNanos();
    this.output = output;
    this.commands = commands;
    this.newestRequest = newestRequest;
    this.requested = newestRequest.get();
    this.counters = counters;
    this.offering = offering;
    this.opening = new ConversionOpening(stream, clock, OPEN_LIMIT);
    this.lane = new Lane("oriel-assemble-" + stream);
  }

  /** The pipeline now. */
  Pipeline pipeline() {
    return pipeline;
  }

  /** A converter has come. Returns before it is in use. */
  void add(Offer<AovConverter> offer) {
    converters.add(offer);
    lane.execute(this::assemble);
  }

  /** A converter goes. Returns when no frame uses it any more, or it was given up. */
  void remove(AovConverter converter) {
    if (converters.remove(converter) && !await(this::assemble)) {
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
      converters.drawn(aovs);
      converters.forgive();
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
    return converters.uses(stream);
  }

  /** The conversion failed again and again: its service is not used any more. */
  void quarantine(OpenConversion failed, Problem why) {
    lane.execute(() -> {
      if (failed.offer().usable() || converters.dropLast(failed.offer())) {
        failed.offer().giveUp(why);
        report(failed.offer(), failed.aov(), why);
        assemble();
      }
    });
  }

  /** The conversion was slow again and again: another one serves, if one is there. */
  void tooSlow(OpenConversion conversion) {
    giveWay(conversion, tooSlow());
  }

  /** The conversion fails, not always but often: another one serves, if one is there. */
  void giveWay(OpenConversion conversion, Problem why) {
    lane.execute(() -> {
      Offer<AovConverter> offer = conversion.offer();
      if (offer.usable() && converters.hasOther(offer, conversion.aov())) {
        putLast(offer, conversion.aov(), why);
        assemble();
      }
    });
  }

  private void putLast(Offer<AovConverter> offer, String aov, Problem why) {
    converters.putLast(offer);
    offer.giveUp(why);
    report(offer, aov, why);
  }

  private Problem tooSlow() {
    return new Problem(
        ErrorCode.CONVERSION_FAILED,
        "a conversion takes more than " + TimeUnit.NANOSECONDS.toMillis(slowNanos) + " ms");
  }

  private void report(Offer<AovConverter> failed, String aov, Problem why) {
    counters.increment(EngineCounter.CONVERTERS_QUARANTINED);
    LOG.log(
        System.Logger.Level.WARNING,
        "Stream {0}: the converter for {1} from service {2} is {3}: {4}",
        stream,
        aov,
        Long.toString(failed.id()),
        converters.isLast(failed) ? "used only where no other is there" : "no longer used",
        why.message());
  }

  private void assemble() {
    assemble(Optional.empty());
  }

  /**
   * Chooses anew.
   *
   * @param late a conversion that is open, in no pipeline yet, and closed if it is not chosen
   */
  private void assemble(Optional<OpenConversion> late) {
    if (ended) {
      late.ifPresent(opening::discard);
      return;
    }
    needed.clear();
    List<OpenConversion> there =
        Stream.concat(late.stream(), pipeline.conversions().stream()).toList();
    List<OpenConversion> conversions = new ArrayList<>(2);
    String aov = requested.aov();
    Optional<Problem> problem = open(aov, there, conversions);
    if (!aov.equals(Aovs.LDR_COLOR)) {
      open(Aovs.LDR_COLOR, there, conversions);
    }
    dropGone(conversions, there);
    String source = converters.sourceOf(aov);
    closeReplaced(publish(p -> new Pipeline(outputs, conversions, aov, source)));
    late.filter(c -> !conversions.contains(c)).ifPresent(opening::discard);
    converters.settle(needed);
    offering.changed(aov, converters.available(), problem);
  }

  /** While one opened another may have gone, and what it had in the pipeline may be closed. */
  private void dropGone(List<OpenConversion> conversions, List<OpenConversion> there) {
    List<OpenConversion> gone =
        conversions.stream().filter(c -> !converters.contains(c.offer())).toList();
    conversions.removeAll(gone);
    gone.stream().filter(c -> !there.contains(c)).forEach(opening::discard);
  }

  /** Makes another pipeline the one that frames use and returns what it no longer holds. */
  private synchronized List<OpenConversion> publish(UnaryOperator<Pipeline> change) {
    List<OpenConversion> before = pipeline.conversions();
    pipeline = change.apply(pipeline);
    return before.stream().filter(c -> !pipeline.conversions().contains(c)).toList();
  }

  /** Adds a conversion for the output, one that is there if it is still the best; else says why. */
  private Optional<Problem> open(
      String aov, List<OpenConversion> there, List<OpenConversion> into) {
    String source = converters.sourceOf(aov);
    Optional<AovLayout> delivered = outputs.layout(source);
    if (delivered.isEmpty()) {
      boolean missing = outputs.requested().equals(source) || converters.isNotDrawn(source);
      return missing
          ? Optional.of(new Problem(ErrorCode.AOV_UNAVAILABLE, "the renderer has no " + source))
          : Optional.empty();
    }
    AovLayout layout = delivered.get();
    Problem refusal = new Problem(ErrorCode.AOV_UNAVAILABLE, "no converter takes " + aov);
    for (Offer<AovConverter> offer : converters.making(aov, source)) {
      if (into.isEmpty()) {
        // Where the output is made that was asked for, nobody sees LdrColor.
        needed.add(offer);
        offer.needed(true);
      }
      Optional<OpenConversion> present =
          there.stream()
              .filter(c -> c.offer() == offer && c.aov().equals(aov) && c.layout().equals(layout))
              .filter(c -> c.placement().equals(placement) && c.choice().looksLike(requested))
              .findFirst();
      if (present.isPresent()) {
        into.add(present.get());
        return Optional.empty();
      }
      try {
        into.add(opened(offer, aov, layout, there));
        return Optional.empty();
      } catch (OrielException | RuntimeException e) {
        refusal = Problems.of(e, ErrorCode.AOV_REFUSED);
        offer.refused(refusal);
      }
    }
    return Optional.of(refusal);
  }

  /** Opens it; that it is slow is held against it only if another one serves. */
  private OpenConversion opened(
      Offer<AovConverter> offer, String aov, AovLayout layout, List<OpenConversion> there)
      throws OrielException {
    ConversionChoice choice = requested;
    ConversionRequest request =
        ConversionRequest.of(layout, output)
            .placement(placement)
            .exposure(choice.exposure())
            .toneMapping(choice.toneMapping())
            .build();
    Function<Opened, OpenConversion> named =
        opened ->
            new OpenConversion(
                offer, aov, layout, request.placement(), choice, opened.conversion(), slowNanos);
    Optional<Opened> opened =
        opening.open(offer.service(), request, late -> comesLate(named.apply(late)));
    if (opened.isEmpty()) {
      Problem why =
          new Problem(
              ErrorCode.CONVERSION_FAILED,
              "it has not opened a conversion within " + OPEN_LIMIT.toSeconds() + " s");
      converters.stuck(offer);
      offer.giveUp(why);
      report(offer, aov, why);
      throw Problems.exception(why, null);
    }
    OpenConversion conversion = named.apply(opened.get());
    boolean former =
        there.stream().anyMatch(c -> c.offer() != offer && converters.mayServe(c.offer(), aov));
    if (opened.get().nanos() > slowNanos && former) {
      opening.discard(conversion);
      putLast(offer, aov, tooSlow());
      throw Problems.exception(tooSlow(), null);
    }
    return conversion;
  }

  /**
   * A conversion is open after its service was given up. It serves if there is nothing else: the
   * machine may be slow rather than the converter stuck.
   */
  private void comesLate(OpenConversion conversion) {
    boolean accepted =
        lane.execute(() -> {
          if (converters.contains(conversion.offer())) {
            converters.putLast(conversion.offer());
          }
          assemble(Optional.of(conversion));
        });
    if (!accepted) {
      conversion.close();
    }
  }

  private void closeReplaced(List<OpenConversion> replaced) {
    if (replaced.isEmpty()) {
      return;
    }
    if (!commands.await(() -> replaced.forEach(OpenConversion::close))) {
      counters.increment(EngineCounter.CONVERTERS_QUARANTINED);
      LOG.log(
          System.Logger.Level.ERROR,
          "Stream {0}: the render thread did not let go of a replaced converter within {1} s; what"
              + " it holds stays allocated",
          stream,
          RenderCommands.PATIENCE.toSeconds());
    }
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
