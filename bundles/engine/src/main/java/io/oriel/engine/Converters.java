package io.oriel.engine;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.swap.Offer;
import io.oriel.api.swap.Offers;
import io.oriel.api.swap.ServiceUse;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The converters of a stream, and what they make of what the renderer draws. They come and go on
 * any thread; all else is the assembler's thread's.
 */
final class Converters {
  private final Offers<AovConverter> offers = new Offers<>();

  /** Those that are used only where no other is there. */
  private final Set<Offer<AovConverter>> slow = new HashSet<>();

  /** Given up, and their call has not returned: another one would hang too. */
  private final Set<Offer<AovConverter>> stuck = new HashSet<>();

  private List<String> drawn = List.of();

  /** One has come. */
  void add(Offer<AovConverter> offer) {
    offers.add(offer);
  }

  /** One goes; false if it was not there. */
  boolean remove(AovConverter converter) {
    return offers.remove(converter).isPresent();
  }

  /** What has become of each. Any thread. */
  Stream<ServiceUse> uses(String stream) {
    return offers.uses(AovConverter.AOV, stream);
  }

  /** What the renderer can draw from now on. */
  void drawn(List<String> aovs) {
    drawn = aovs;
  }

  /** True if it is known what the renderer draws, and that is not among it. */
  boolean isNotDrawn(String source) {
    return !drawn.isEmpty() && !drawn.contains(source);
  }

  boolean contains(Offer<AovConverter> offer) {
    return offers.all().contains(offer);
  }

  /** It is used only where no other is there from now on. */
  void putLast(Offer<AovConverter> offer) {
    stuck.remove(offer);
    slow.add(offer);
  }

  /** It does not return: it is not used any more, until it does. */
  void stuck(Offer<AovConverter> offer) {
    slow.remove(offer);
    stuck.add(offer);
  }

  /** Those that failed may be tried again. */
  void forgive() {
    offers.all().stream()
        .filter(offer -> !slow.contains(offer) && !stuck.contains(offer))
        .forEach(Offer::forgive);
  }

  /** It is not used any more, not even where no other is there; false if it was not put last. */
  boolean dropLast(Offer<AovConverter> offer) {
    return slow.remove(offer);
  }

  boolean isLast(Offer<AovConverter> offer) {
    return slow.contains(offer);
  }

  /** Forgets those that have gone, and says of the others whether they are to serve. */
  void settle(Set<Offer<AovConverter>> needed) {
    slow.retainAll(offers.all());
    stuck.retainAll(offers.all());
    offers.all().forEach(offer -> offer.needed(needed.contains(offer)));
  }

  /** True if it is there and nothing is held against it. */
  boolean mayServe(Offer<AovConverter> offer, String aov) {
    return makes(offer, aov) && !offer.isGivenUp() && contains(offer);
  }

  /** True if another one may serve in its place. */
  boolean hasOther(Offer<AovConverter> offer, String aov) {
    return offers.best(o -> o != offer && mayServe(o, aov)).isPresent();
  }

  /** Those that make an output of this one of the renderer's, the best first. */
  List<Offer<AovConverter>> making(String aov, String source) {
    return Stream.concat(
            offers.all().stream().filter(o -> !slow.contains(o)),
            offers.all().stream().filter(slow::contains))
        .filter(o -> makes(o, aov) && source(o, aov).equals(source) && isUsable(o))
        .toList();
  }

  /**
   * What a converter that is not given up makes of outputs that are drawn: these first, then what
   * has another name.
   */
  List<String> available() {
    Stream<String> made =
        offers.all().stream()
            .filter(offer -> !offer.values(AovConverter.SOURCE).isEmpty())
            .flatMap(offer -> offer.values(AovConverter.AOV).stream())
            .map(String::valueOf)
            .sorted();
    return Stream.concat(drawn.stream(), made)
        .distinct()
        .filter(aov -> bestUsable(aov).isPresent())
        .toList();
  }

  /** The renderer's output that the best converter for an output reads. */
  String sourceOf(String aov) {
    return offers
        .best(o -> isDrawnFor(o, aov) && !o.isGivenUp())
        .or(() -> bestUsable(aov))
        .map(offer -> source(offer, aov))
        .orElse(aov);
  }

  private Optional<Offer<AovConverter>> bestUsable(String aov) {
    return offers.best(o -> isDrawnFor(o, aov) && isUsable(o));
  }

  private boolean isUsable(Offer<AovConverter> offer) {
    return offer.usable() || slow.contains(offer);
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
}
