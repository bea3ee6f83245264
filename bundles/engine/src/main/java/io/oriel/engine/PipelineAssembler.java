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
import io.oriel.api.stream.AovStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Keeps the pipeline of a stream: opens conversions off the render thread, publishes a pipeline
 * that holds them, and closes those it replaced once no frame uses them. All state belongs to the
 * assembler's own thread.
 */
final class PipelineAssembler implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(PipelineAssembler.class.getName());

  private final String stream;
  private final ImageSpec output;
  private final RenderCommands commands;
  private final CounterSet<EngineCounter> counters;
  private final Consumer<AovStatus> status;
  private final Offers<AovConverter> offers = new Offers<>();
  private final ExecutorService thread;

  private final Set<Long> quarantined = new HashSet<>();
  private String requested = Aovs.LDR_COLOR;
  private List<String> drawn = List.of();
  private Placement placement = Placement.HOST;
  private Map<String, AovLayout> layouts = Map.of();

  private volatile Pipeline pipeline = new Pipeline(Aovs.LDR_COLOR, List.of());

  PipelineAssembler(
      String stream,
      ImageSpec output,
      RenderCommands commands,
      CounterSet<EngineCounter> counters,
      Consumer<AovStatus> status) {
    this.stream = stream;
    this.output = output;
    this.commands = commands;
    this.counters = counters;
    this.status = status;
    this.thread =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("oriel-assemble-" + stream).factory());
  }

  /** The pipeline now. */
  Pipeline pipeline() {
    return pipeline;
  }

  /** A converter has come. Returns before it is in use. */
  void add(Offer<AovConverter> offer) {
    offers.add(offer);
    thread.execute(this::assemble);
  }

  /** A converter goes. Returns when no frame uses it any more, or it was given up. */
  void remove(AovConverter converter) {
    if (offers.remove(converter).isPresent()) {
      awaitQuietly(thread.submit(this::assemble));
    }
  }

  void request(String aov) {
    thread.execute(() -> {
      if (!aov.equals(requested)) {
        requested = aov;
        assemble();
      }
    });
  }

  /** A renderer was opened: what it can draw, and where. */
  void renderer(List<String> aovs, Placement where) {
    thread.execute(() -> {
      drawn = aovs;
      if (!where.equals(placement)) {
        placement = where;
        layouts = Map.of();
      }
      assemble();
    });
  }

  /** The renderer's outputs look like this now. */
  void layouts(Map<String, AovLayout> seen) {
    thread.execute(() -> {
      if (!seen.equals(layouts)) {
        layouts = seen;
        assemble();
      }
    });
  }

  /** The conversion failed again and again: its service is not used any more. */
  void quarantine(OpenConversion failed) {
    thread.execute(() -> {
      if (quarantined.add(failed.offer().id())) {
        counters.increment(EngineCounter.CONVERTERS_QUARANTINED);
        LOG.log(
            System.Logger.Level.WARNING,
            "Stream {0}: the converter for {1} from service {2} is no longer used: it failed"
                + " three times in a row",
            stream,
            failed.aov(),
            Long.toString(failed.offer().id()));
        assemble();
      }
    });
  }

  private void assemble() {
    Pipeline before = pipeline;
    List<OpenConversion> conversions = new ArrayList<>(2);
    Optional<Problem> problem = open(requested, before, conversions);
    if (!requested.equals(Aovs.LDR_COLOR)) {
      open(Aovs.LDR_COLOR, before, conversions);
    }
    pipeline = new Pipeline(requested, conversions);
    closeReplaced(before.conversions().stream().filter(c -> !conversions.contains(c)).toList());
    quarantined.retainAll(offers.all().stream().map(Offer::id).toList());
    String active = conversions.isEmpty() ? "" : conversions.getFirst().aov();
    status.accept(new AovStatus(requested, active, available(), problem));
  }

  /** Adds a conversion for the output, the present one if it is still the best; else says why. */
  private Optional<Problem> open(String aov, Pipeline before, List<OpenConversion> into) {
    if (!drawn.contains(aov)) {
      return Optional.of(new Problem(ErrorCode.AOV_UNAVAILABLE, "the renderer has no " + aov));
    }
    AovLayout layout = layouts.get(aov);
    if (layout == null) {
      return Optional.empty();
    }
    Problem refusal = new Problem(ErrorCode.AOV_UNAVAILABLE, "no converter takes " + aov);
    for (Offer<AovConverter> offer : offers.all()) {
      if (!offer.names(AovConverter.AOV, aov) || quarantined.contains(offer.id())) {
        continue;
      }
      Optional<OpenConversion> present =
          before.conversions().stream()
              .filter(c -> c.offer().id() == offer.id() && c.layout().equals(layout))
              .findFirst();
      if (present.isPresent()) {
        into.add(present.get());
        return Optional.empty();
      }
      try {
        into.add(new OpenConversion(offer, layout, opened(offer.service(), layout)));
        return Optional.empty();
      } catch (OrielException | RuntimeException | LinkageError e) {
        refusal = Problems.of(e, ErrorCode.AOV_REFUSED);
      }
    }
    return Optional.of(refusal);
  }

  private Conversion opened(AovConverter converter, AovLayout layout) throws OrielException {
    Conversion conversion =
        converter.open(ConversionRequest.of(layout, output).placement(placement).build());
    if (placement.equals(Placement.HOST)) {
      try {
        ConversionWarmUp.run(conversion, layout, output);
      } catch (OrielException | RuntimeException | LinkageError e) {
        conversion.close();
        throw e;
      }
    }
    return conversion;
  }

  private void closeReplaced(List<OpenConversion> replaced) {
    if (replaced.isEmpty()) {
      return;
    }
    if (!commands.await(() -> replaced.forEach(this::close))) {
      counters.increment(EngineCounter.CONVERTERS_QUARANTINED);
      LOG.log(
          System.Logger.Level.ERROR,
          "Stream {0}: the render thread did not let go of a replaced converter within {1} s; what"
              + " it holds stays allocated",
          stream,
          RenderCommands.PATIENCE.toSeconds());
    }
  }

  private void close(OpenConversion replaced) {
    try {
      replaced.conversion().close();
    } catch (RuntimeException | LinkageError e) {
      LOG.log(System.Logger.Level.WARNING, "A conversion failed to close: " + replaced.aov(), e);
    }
  }

  private List<String> available() {
    return drawn.stream()
        .filter(aov -> offers.best(o -> o.names(AovConverter.AOV, aov)).isPresent())
        .toList();
  }

  private static void awaitQuietly(Future<?> task) {
    try {
      // Waiting for the render thread is bounded inside; this bounds a converter's own open.
      task.get(RenderCommands.PATIENCE.toMillis() * 2, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException | ExecutionException e) {
      LOG.log(System.Logger.Level.ERROR, "A converter was not unbound in time", e);
    }
  }

  /** Empties the pipeline and ends the assembler's thread; the render thread ends after it. */
  @Override
  public void close() {
    Future<?> emptied =
        thread.submit(() -> {
          List<OpenConversion> last = pipeline.conversions();
          pipeline = new Pipeline(requested, List.of());
          closeReplaced(last);
        });
    thread.shutdown();
    awaitQuietly(emptied);
  }
}
