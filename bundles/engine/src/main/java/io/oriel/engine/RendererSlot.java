package io.oriel.engine;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.image.ImageMemory;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import io.oriel.api.image.Placement;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.render.RenderTarget;
import io.oriel.api.render.Renderer;
import io.oriel.api.render.RendererProvider;
import io.oriel.api.swap.Offer;
import io.oriel.api.swap.Offers;
import io.oriel.api.swap.ServiceUse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The renderer of a stream: chosen among those installed under the configured name, opened on the
 * loader thread, closed on the render thread.
 */
final class RendererSlot {
  private static final System.Logger LOG = System.getLogger("io.oriel.engine");

  private final StreamSettings settings;
  private final RenderCommands commands;
  private final RenderLoop loop;
  private final CounterSet<EngineCounter> counters;
  private final LoaderCalls calls;
  private final Runnable onLost;

  private final Offers<RendererProvider> renderers = new Offers<>();
  private final Offers<ImageMemory> memories = new Offers<>();

  /** Held by the loader thread while it works with a renderer: nobody closes one meanwhile. */
  private final ReentrantLock work = new ReentrantLock();

  /** Whose renderer the loader thread works with. */
  private volatile RendererProvider worked;

  /** The renderer that is open, the one that draws if any does. */
  private volatile RendererSession session;

  /** Those that drew the stage that is shown, not slowly, before another took over. */
  private final Set<Offer<RendererProvider>> quick = ConcurrentHashMap.newKeySet();

  private volatile boolean ended;

  /** True while there is nothing to draw and no part that comes would change that. */
  private boolean idle;

  /**
   * @param onLost run when nothing is drawn any more because a renderer was given up
   */
  RendererSlot(
      StreamSettings settings,
      RenderCommands commands,
      RenderLoop loop,
      CounterSet<EngineCounter> counters,
      LoaderCalls calls,
      Runnable onLost) {
    this.settings = settings;
    this.commands = commands;
    this.loop = loop;
    this.counters = counters;
    this.calls = calls;
    this.onLost = onLost;
  }

  void add(Offer<RendererProvider> offer) {
    renderers.add(offer);
    tellNeeded();
  }

  /** There is something to draw, or nothing until another stage is asked for. Any thread. */
  synchronized void rest(boolean nothing) {
    idle = nothing;
    tellNeeded();
  }

  /** Tells the one that is to draw so, from when it is bound until it does, and no other. */
  private synchronized void tellNeeded() {
    Optional<Offer<RendererProvider>> first = idle ? Optional.empty() : bestUsable();
    renderers.all().forEach(offer -> offer.needed(first.filter(o -> o == offer).isPresent()));
  }

  private void giveUp(Offer<RendererProvider> offer, Problem why) {
    offer.giveUp(why);
    tellNeeded();
  }

  void addMemory(Offer<ImageMemory> offer) {
    memories.add(offer);
  }

  void removeMemory(ImageMemory memory) {
    memories.remove(memory);
  }

  /** Begins work with renderers; ended by {@link #endWork}. Loader thread. */
  void beginWork() {
    work.lock();
  }

  void endWork() {
    worked = null;
    work.unlock();
  }

  /** True if the loader thread works with a renderer of this provider now. Any thread. */
  boolean worksWith(RendererProvider provider) {
    return worked == provider;
  }

  /** True if the renderer's service has not gone. Any thread. */
  boolean isOffered(RendererSession candidate) {
    return renderers.all().contains(candidate.offer());
  }

  /** The open renderer, the best one if none is. Within work. */
  RendererSession open(Load load) throws OrielException {
    RendererSession present = session;
    if (present != null) {
      worked = present.offer().service();
      if (session == present) {
        return present;
      }
    }
    RendererSession opened = openBest(load);
    session = opened;
    if (ended) {
      session = null;
      discard(opened);
      throw new OrielException(ErrorCode.STREAM_ENDED, "");
    }
    return opened;
  }

  /** The best one that opens; those that do not are not tried again. */
  private RendererSession openBest(Load load) throws OrielException {
    while (true) {
      Offer<RendererProvider> best =
          best()
              .orElseThrow(() ->
                  new OrielException(
                      ErrorCode.RENDERER_UNAVAILABLE,
                      "renderer '" + settings.info().renderer() + "' is not installed"));
      try {
        return open(best, load);
      } catch (Throwable e) {
        giveUp(best, Problems.of(e, ErrorCode.RENDERER_FAILED));
        boolean more = bestUsable().isPresent();
        if (more && load.cancelled()) {
          onLost.run();
        }
        if (!more || load.cancelled()) {
          throw e;
        }
      }
    }
  }

  /** True if one that nothing is held against is to draw in place of the open one. Any thread. */
  boolean hasBetter() {
    RendererSession open = session;
    return open != null && bestUsable().filter(best -> best != open.offer()).isPresent();
  }

  /** A better renderer than the open one, opened beside it. Within work. */
  Optional<RendererSession> openBetter(Load load) throws OrielException {
    RendererSession present = session;
    Offer<RendererProvider> best = best().orElse(null);
    if (present == null || best == null || best == present.offer()) {
      return Optional.empty();
    }
    try {
      return Optional.of(open(best, load));
    } catch (Throwable e) {
      blame(best, Problems.of(e, ErrorCode.RENDERER_FAILED));
      throw e;
    }
  }

  /** This one draws now: a newcomer, or the former one another stage. Render thread. */
  void accept(RendererSession drawing) {
    RendererSession former = session;
    if (former == drawing) {
      quick.clear();
      drawing.pace().forget();
    } else if (former != null && former.pace().isQuick()) {
      quick.add(former.offer());
    }
    quick.retainAll(renderers.all());
    session = drawing;
  }

  /**
   * The newcomer cannot draw the stage: it is closed and not tried again, unless only the stage is
   * not shown any more. Within work.
   */
  void refuse(RendererSession newcomer, Problem why) {
    if (why.code() != ErrorCode.SUPERSEDED || newcomer.isPreparing()) {
      blame(newcomer.offer(), why);
    }
    discard(newcomer);
  }

  /** Who did not return when another stage was asked for is tried again, but not for ever. */
  private void blame(Offer<RendererProvider> newcomer, Problem why) {
    if (why.code() == ErrorCode.SUPERSEDED) {
      newcomer.failed(why);
      tellNeeded();
    } else {
      giveUp(newcomer, why);
    }
  }

  /**
   * A renderer hangs that no step may run beside: it draws no more, and is closed when it has come
   * back. Within work.
   */
  void leave(RendererSession hanging, Problem why) {
    if (session == hanging) {
      giveUp(hanging.offer(), why);
      drop(hanging, why, true);
      onLost.run();
    }
  }

  /** True if nothing is lost by giving this one up: it goes, or another can draw. Any thread. */
  boolean canDoWithout(RenderCalls.Call hanging) {
    RendererSession called = hanging.session();
    return hanging.closing() || !isOffered(called) || another(called.offer()).isPresent();
  }

  private Optional<Offer<RendererProvider>> another(Offer<RendererProvider> than) {
    return renderers.best(o -> o != than && isConfigured(o) && o.usable());
  }

  /** Gives up a renderer whose call does not return; it is never closed. */
  void abandon(RendererSession hanging, Problem why) {
    giveUp(hanging.offer(), why);
    if (session == hanging) {
      session = null;
    }
    reportAbandoned();
  }

  /** Puts the open renderer's service aside if there is another to draw in its place. */
  boolean giveUpForAnother(RendererSession failing, Problem why) {
    return giveUpFor(another(failing.offer()), failing, why);
  }

  /** Puts the open renderer's service aside if there is one to draw that was not slow. */
  boolean giveUpForQuicker(RendererSession slow, Problem why) {
    return giveUpFor(another(slow.offer()).filter(quick::contains), slow, why);
  }

  private boolean giveUpFor(
      Optional<Offer<RendererProvider>> next, RendererSession failing, Problem why) {
    Offer<RendererProvider> offer = failing.offer();
    if (session != failing || next.isEmpty()) {
      return false;
    }
    giveUp(offer, why);
    counters.increment(EngineCounter.RENDERERS_QUARANTINED);
    LOG.log(
        System.Logger.Level.ERROR,
        "Stream {0}: the renderer from service {1} is no longer used: {2}",
        settings.info().name(),
        Long.toString(offer.id()),
        why.message());
    return true;
  }

  /** Forgets who was refused. */
  void forgive() {
    renderers.all().forEach(Offer::forgive);
    tellNeeded();
  }

  /** What has become of the renderers. Any thread. */
  Stream<ServiceUse> uses() {
    return renderers.uses(RendererProvider.RENDERER, settings.info().name());
  }

  private Optional<Offer<RendererProvider>> best() {
    return bestUsable().or(() -> renderers.best(this::isConfigured));
  }

  private Optional<Offer<RendererProvider>> bestUsable() {
    return renderers.best(o -> isConfigured(o) && o.usable());
  }

  private boolean isConfigured(Offer<RendererProvider> offer) {
    return offer.names(RendererProvider.RENDERER, settings.info().renderer());
  }

  private RendererSession open(Offer<RendererProvider> offer, Load load) throws OrielException {
    worked = offer.service();
    RenderTarget target =
        new RenderTarget(
            settings.info().name(),
            settings.info().width(),
            settings.info().height(),
            settings.info().framesPerSecond());
    Renderer renderer =
        calls.run(
            load,
            "open",
            () -> offer.service().open(target),
            late -> discard(new RendererSession(offer, late, Placement.HOST, Optional.empty())),
            () -> {});
    try {
      Placement placement = renderer.capabilities().placement();
      RendererSession opened = new RendererSession(offer, renderer, placement, ring(placement));
      if (isOffered(opened)) {
        return opened;
      }
      opened.ring().ifPresent(BufferRing::retire);
      throw new OrielException(ErrorCode.RENDERER_UNAVAILABLE, "the renderer was removed");
    } catch (Throwable e) {
      discard(new RendererSession(offer, renderer, Placement.HOST, Optional.empty()));
      throw e;
    }
  }

  /** Buffers where the renderer's outputs are, if those in use are elsewhere. */
  private Optional<BufferRing> ring(Placement where) throws OrielException {
    if (where.equals(loop.placement())) {
      return Optional.empty();
    }
    Offer<ImageMemory> memory =
        memories
            .best(o -> o.names("oriel.memory", where.kind()))
            .orElseThrow(() ->
                new OrielException(
                    ErrorCode.RENDERER_UNAVAILABLE,
                    "no memory of kind '" + where.kind() + "' is installed"));
    ImageSpec spec =
        ImageSpec.of(settings.info().width(), settings.info().height(), PixelFormat.BGRA8);
    return Optional.of(BufferRing.allocate(memory.service(), where, spec, settings.buffers()));
  }

  /** Closes a renderer that never drew. */
  private void discard(RendererSession unused) {
    if (!commands.await(() -> loop.close(unused, unused::close))) {
      reportAbandoned();
    }
    unused.ring().ifPresent(BufferRing::retire);
  }

  /**
   * A renderer's service goes. Returns when the render thread has closed what came from it, or it
   * was given up. Not on the loader thread.
   */
  void remove(RendererProvider provider, Problem why) {
    renderers.remove(provider);
    quick.retainAll(renderers.all());
    tellNeeded();
    RendererSession going = session;
    if (going != null && going.isOf(provider)) {
      session = null;
    } else {
      going = null;
    }
    boolean idle = !worksWith(provider) || awaitWork();
    Drawing drawn = loop.drawing();
    if (drawn != null && drawn.session().isOf(provider)) {
      going = drawn.session();
    }
    if (going != null) {
      drop(going, why, idle);
    } else if (!idle) {
      reportAbandoned();
    }
  }

  private boolean awaitWork() {
    try {
      if (work.tryLock(RenderCommands.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        work.unlock();
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** Closes the open renderer and opens no other. */
  void close(Problem why) {
    ended = true;
    drop(why);
  }

  /** Closes the open renderer, if one is, and its stage. */
  void drop(Problem why) {
    RendererSession open = session;
    if (open != null) {
      drop(open, why, work.isHeldByCurrentThread() || awaitWork());
    }
  }

  private void drop(RendererSession open, Problem why, boolean idle) {
    if (session == open) {
      session = null;
    }
    AtomicReference<Optional<LoadedStage>> drawn = new AtomicReference<>(Optional.empty());
    if (idle && commands.await(() -> drawn.set(close(open, why)))) {
      drawn.get().ifPresent(LoadedStage::close);
      return;
    }
    reportAbandoned();
    commands.post(() -> {
      if (draws(open)) {
        loop.forget(why).ifPresent(stage -> OffThread.EXECUTOR.execute(stage::close));
        onLost.run();
      }
    });
  }

  /** Render thread. */
  private Optional<LoadedStage> close(RendererSession open, Problem why) {
    if (draws(open)) {
      return loop.drop(why);
    }
    loop.close(open, open::close);
    open.ring().ifPresent(BufferRing::retire);
    return Optional.empty();
  }

  private boolean draws(RendererSession open) {
    Drawing drawn = loop.drawing();
    return drawn != null && drawn.session() == open;
  }

  void reportAbandoned() {
    counters.increment(EngineCounter.RENDERERS_ABANDONED);
    LOG.log(
        System.Logger.Level.ERROR,
        "Stream {0}: a renderer did not let go within {1} s and was given up; what it holds stays"
            + " allocated",
        settings.info().name(),
        RenderCommands.PATIENCE.toSeconds());
  }
}
