package io.oriel.api.swap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The services of one kind that are there, best first: the higher {@code service.ranking}, and
 * among equals the newer one, the one with the higher {@code service.id}. So what is installed
 * beside a part of the same identity takes its place without a ranking, unlike in the OSGi
 * framework itself, where the older service stays. Changed and read on any thread.
 */
public final class Offers<S> {
  private static final Comparator<Offer<?>> BEST_FIRST =
      Comparator.<Offer<?>>comparingInt(Offer::ranking).thenComparingLong(Offer::id).reversed();

  private volatile List<Offer<S>> all = List.of();

  /** A service has come. */
  public synchronized void add(Offer<S> offer) {
    List<Offer<S>> next = new ArrayList<>(all);
    next.add(offer);
    next.sort(BEST_FIRST);
    all = List.copyOf(next);
  }

  /** A service has come, with the properties that it was bound with. */
  public Offer<S> add(S service, Map<String, ?> properties) {
    Offer<S> offer = Offer.of(service, properties);
    add(offer);
    return offer;
  }

  /** A service goes; empty if it was not there. */
  public synchronized Optional<Offer<S>> remove(S service) {
    Optional<Offer<S>> removed = all.stream().filter(o -> o.service() == service).findFirst();
    all = all.stream().filter(o -> o.service() != service).toList();
    return removed;
  }

  /** Those that are there now, best first. */
  public List<Offer<S>> all() {
    return all;
  }

  /** The best one of those accepted. */
  public Optional<Offer<S>> best(Predicate<Offer<S>> accepted) {
    return all.stream().filter(accepted).findFirst();
  }

  /**
   * True if another one is there that could do the same.
   *
   * @param property of which they share a value then; empty where any could
   */
  public boolean hasAnother(Offer<?> offer, String property) {
    return all.stream()
        .anyMatch(other ->
            other != offer
                && other.usable()
                && (property.isEmpty()
                    || offer.values(property).stream().anyMatch(other.values(property)::contains)));
  }

  /**
   * What has become of each, of services that wait until somebody calls them, such as message
   * handlers: one without another that could do the same has nobody's place to take, and serves by
   * being there.
   *
   * @param property by which they are chosen; empty if any could do what another does
   * @param stream that this is about; empty for all
   */
  public Stream<ServiceUse> usesOfCalled(String property, String stream) {
    return all.stream()
        .map(offer -> {
          ServiceUse use = offer.use(property, stream);
          boolean bound = use.state() == ServiceUse.State.WAITING && !hasAnother(offer, property);
          return bound
              ? new ServiceUse(
                  use.serviceId(),
                  use.identity(),
                  stream,
                  ServiceUse.State.SERVING,
                  Optional.empty())
              : use;
        });
  }

  /**
   * What has become of each.
   *
   * @param property by which they are chosen
   * @param stream that this is about; empty for all
   */
  public Stream<ServiceUse> uses(String property, String stream) {
    return all.stream().map(offer -> offer.use(property, stream));
  }
}
