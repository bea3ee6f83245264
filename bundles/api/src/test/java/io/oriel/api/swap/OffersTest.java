package io.oriel.api.swap;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OffersTest {
  private static final Problem WHY = new Problem(ErrorCode.INTERNAL, "broken");

  private final Offers<String> offers = new Offers<>();

  private Offer<String> add(String service, long id, int ranking) {
    return offers.add(service, Map.of("service.id", id, "service.ranking", ranking, "name", "x"));
  }

  @Test
  void theHigherRankingIsFirstAndAmongEqualsTheNewer() {
    add("low", 9, 0);
    add("newer", 3, 7);
    add("older", 2, 7);
    assertThat(offers.all()).extracting(Offer::service).containsExactly("newer", "older", "low");
    assertThat(offers.remove("newer")).isPresent();
    assertThat(offers.remove("newer")).isEmpty();
    assertThat(offers.best(o -> true).orElseThrow().service()).isEqualTo("older");
  }

  @Test
  void aServiceServesWhateverItWasRefusedFor() {
    Offer<String> offer = add("a", 4, 0);
    assertThat(offers.uses("name", "main"))
        .containsExactly(
            new ServiceUse(4, "x", "main", ServiceUse.State.WAITING, Optional.empty()));
    offer.refused(WHY);
    assertThat(offer.usable()).isTrue();
    assertThat(offer.use("name", "").problem()).hasValue(WHY);
    offer.served();
    assertThat(offer.use("name", "").state()).isEqualTo(ServiceUse.State.SERVING);
  }

  @Test
  void aServiceThatIsNeededIsTriedUntilItServes() {
    Offer<String> offer = Offer.of("a", Map.of());
    assertThat(stateOf(offer)).isEqualTo(ServiceUse.State.WAITING);
    offer.needed(true);
    assertThat(stateOf(offer)).isEqualTo(ServiceUse.State.TRYING);
    offer.needed(false);
    assertThat(stateOf(offer)).isEqualTo(ServiceUse.State.WAITING);
    offer.needed(true);
    offer.served();
    offer.needed(false);
    assertThat(stateOf(offer)).isEqualTo(ServiceUse.State.SERVING);
    offer.giveUp(WHY);
    offer.needed(true);
    assertThat(stateOf(offer)).isEqualTo(ServiceUse.State.GIVEN_UP);
  }

  @Test
  void aServiceThatWaitsToBeCalledServesOnlyIfItTakesNobodysPlace() {
    Offer<String> first = add("a", 4, 0);
    assertThat(statesOfCalled("name")).containsExactly(ServiceUse.State.SERVING);
    offers.add("b", Map.of("service.id", 5L, "name", new String[] {"y", "x"}));
    offers.add("c", Map.of("service.id", 6L, "name", "z"));
    assertThat(statesOfCalled("name"))
        .containsExactly(
            ServiceUse.State.SERVING, ServiceUse.State.WAITING, ServiceUse.State.WAITING);
    assertThat(statesOfCalled("")).containsOnly(ServiceUse.State.WAITING);
    first.giveUp(WHY);
    assertThat(statesOfCalled("name"))
        .containsExactly(
            ServiceUse.State.SERVING, ServiceUse.State.SERVING, ServiceUse.State.GIVEN_UP);
  }

  private java.util.stream.Stream<ServiceUse.State> statesOfCalled(String property) {
    return offers.usesOfCalled(property, "").map(ServiceUse::state);
  }

  private static ServiceUse.State stateOf(Offer<String> offer) {
    return offer.use("", "").state();
  }

  @Test
  void aServiceThatFailsThreeTimesInARowIsGivenUpUntilItIsForgiven() {
    Offer<String> offer = add("a", 4, 0);
    offer.failed(WHY);
    offer.failed(WHY);
    offer.served();
    assertThat(offer.failed(WHY)).isFalse();
    assertThat(offer.failed(WHY)).isFalse();
    assertThat(offer.failed(WHY)).isTrue();
    offer.served();
    offer.refused(new Problem(ErrorCode.INTERNAL, "another"));
    assertThat(offer.use("name", ""))
        .isEqualTo(new ServiceUse(4, "x", "", ServiceUse.State.GIVEN_UP, Optional.of(WHY)));
    offer.forgive();
    assertThat(offer.usable()).isTrue();
    assertThat(offer.failed(WHY)).isFalse();
  }
}
