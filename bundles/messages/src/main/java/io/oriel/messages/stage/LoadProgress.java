package io.oriel.messages.stage;

import io.oriel.api.message.ServerMessage;
import io.oriel.api.stream.StageStatus;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far a load is, in the words of viewers.
 *
 * @param amount 0 to 1; empty if unknown
 * @param activity empty if there is nothing to say
 */
record LoadProgress(Optional<Double> amount, Optional<String> activity) {
  static final LoadProgress NONE = new LoadProgress(Optional.empty(), Optional.empty());

  static LoadProgress of(StageStatus stage, StageAddresses addresses) {
    return stage.loading().isEmpty()
        ? NONE
        : new LoadProgress(
            stage.progress() < 0 ? Optional.empty() : Optional.of(Math.min(stage.progress(), 1)),
            stage.activity().isEmpty()
                ? Optional.empty()
                : Optional.of(addresses.told(stage.activity())));
  }

  /** This as messages. */
  Stream<ServerMessage> messages() {
    return Stream.concat(
        amount.stream().map(UpdateProgressAmount::new),
        activity.stream().map(UpdateProgressActivity::new));
  }

  /** What is news to those who know {@code before}. */
  LoadProgress since(LoadProgress before) {
    return new LoadProgress(
        amount.equals(before.amount) ? Optional.empty() : amount,
        activity.equals(before.activity) ? Optional.empty() : activity);
  }
}
