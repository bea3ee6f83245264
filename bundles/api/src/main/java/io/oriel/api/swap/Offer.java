package io.oriel.api.swap;

import io.oriel.api.error.Problem;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** A service that is there, with what decides between it and others. Any thread. */
public final class Offer<S> {
  /** What fails this often in a row is given up. */
  public static final int MAX_FAILURES = 3;

  private record Standing(ServiceUse.State state, Optional<Problem> problem, boolean usable) {}

  private static final Standing WAITING =
      new Standing(ServiceUse.State.WAITING, Optional.empty(), true);
  private static final Standing TRYING =
      new Standing(ServiceUse.State.TRYING, Optional.empty(), true);
  private static final Standing SERVING =
      new Standing(ServiceUse.State.SERVING, Optional.empty(), true);

  private final S service;
  private final long id;
  private final int ranking;
  private final Map<String, Object> properties;
  private final AtomicReference<Standing> standing = new AtomicReference<>(WAITING);
  private volatile int failures;

  private Offer(S service, Map<String, ?> properties) {
    this.service = service;
    this.id = properties.get("service.id") instanceof Long value ? value : 0;
    this.ranking = properties.get("service.ranking") instanceof Integer value ? value : 0;
    this.properties = Map.copyOf(properties);
  }

  /** A service with the properties that it was bound with. */
  public static <S> Offer<S> of(S service, Map<String, ?> properties) {
    return new Offer<>(service, properties);
  }

  /** The service. */
  public S service() {
    return service;
  }

  /** {@code service.id}; 0 for what is no service of the framework. */
  public long id() {
    return id;
  }

  /** {@code service.ranking}. */
  public int ranking() {
    return ranking;
  }

  /** The values of a property that names one thing or several. */
  public Collection<?> values(String property) {
    return switch (properties.get(property)) {
      case String one -> List.of(one);
      case String[] several -> Arrays.asList(several);
      case Collection<?> several -> several;
      case null, default -> List.of();
    };
  }

  /** True if the property is this name or holds it among others. */
  public boolean names(String property, String name) {
    return values(property).contains(name);
  }

  /** True if the property is the {@code Boolean} true. */
  public boolean says(String property) {
    return Boolean.TRUE.equals(properties.get(property));
  }

  /** It is to serve from now on, or not any more; of no moment once it has served. */
  public void needed(boolean now) {
    if (now) {
      standing.compareAndSet(WAITING, TRYING);
    } else {
      standing.compareAndSet(TRYING, WAITING);
    }
  }

  /** It has served: failures are counted anew. Cheap enough to be said with every frame. */
  public void served() {
    if (failures != 0) {
      failures = 0;
    }
    Standing now = standing.get();
    if (now != SERVING && now.usable) {
      // Whoever gives it up meanwhile has the last word.
      standing.compareAndSet(now, SERVING);
    }
  }

  /** It could not be used this time; it may be asked again. */
  public void refused(Problem why) {
    Standing now = standing.get();
    if (now.usable) {
      standing.compareAndSet(now, new Standing(ServiceUse.State.GIVEN_UP, Optional.of(why), true));
    }
  }

  /**
   * It failed at what another then did; {@link #MAX_FAILURES} times without serving in between give
   * it up.
   *
   * @return true if that was once too often: it is given up now
   */
  public synchronized boolean failed(Problem why) {
    if (!usable() || ++failures < MAX_FAILURES) {
      return false;
    }
    giveUp(why);
    return true;
  }

  /** It is not to be used, until it is forgiven or installed anew. */
  public void giveUp(Problem why) {
    standing.set(new Standing(ServiceUse.State.GIVEN_UP, Optional.of(why), false));
  }

  /** One that was given up for good may be tried again, as if it had just come. */
  public void forgive() {
    if (!usable()) {
      failures = 0;
      standing.set(WAITING);
    }
  }

  /** True if it was refused when it was last asked, or given up for good. */
  public boolean isGivenUp() {
    return standing.get().state == ServiceUse.State.GIVEN_UP;
  }

  /** False if it was given up for good; one that was only refused may be asked again. */
  public boolean usable() {
    return standing.get().usable;
  }

  /**
   * What has become of it.
   *
   * @param property by which it is chosen
   * @param stream that this is about; empty for all
   */
  public ServiceUse use(String property, String stream) {
    Standing now = standing.get();
    String identity =
        values(property).stream().map(String::valueOf).collect(Collectors.joining(","));
    return new ServiceUse(id, identity, stream, now.state, now.problem);
  }
}
