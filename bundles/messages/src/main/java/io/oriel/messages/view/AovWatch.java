package io.oriel.messages.view;

import io.oriel.api.aov.Aovs;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.message.Announcer;
import io.oriel.api.message.Reply;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.stream.AovStatus;
import io.oriel.api.stream.StatusListener;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.stream.StreamStatus;
import java.util.List;
import java.util.Optional;

/**
 * The outputs of one stream: what its viewers are told of them, and how they are changed. A change
 * is told when it is seen, or when it is known why it is not.
 */
final class AovWatch implements StatusListener, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AovWatch.class.getName());

  private final StreamControl stream;
  private final Announcer announcer;
  private final AutoCloseable listening;

  /** The last that was told; null before the first picture. */
  private AovStatus told;

  private List<String> toldAvailable;

  /** What is shown when no segmentation is. */
  private String plain = Aovs.LDR_COLOR;

  /** Who waits for the change that is under way. */
  private Optional<Reply> asker = Optional.empty();

  AovWatch(StreamControl stream, Announcer announcer) {
    this.stream = stream;
    this.announcer = announcer;
    this.listening = stream.listen(this);
  }

  /** What is shown. */
  AovStatus now() {
    return stream.status().aov();
  }

  /** What is asked for, which may not be shown yet. */
  String asked() {
    return stream.view().aov();
  }

  /** The output to show when a segmentation is turned off. */
  synchronized String plain() {
    return plain;
  }

  /**
   * Shows another output.
   *
   * @throws OrielException if it cannot be shown
   */
  void show(String aov, Reply reply) throws OrielException {
    AovStatus now = now();
    if (!now.available().contains(aov)) {
      OrielException refused =
          new OrielException(
              ErrorCode.AOV_UNAVAILABLE,
              "no output " + aov + "; there is: " + String.join(", ", now.available()));
      reply.send(ActiveAovState.refused(now, aov, refused.problem()));
      throw refused;
    }
    if (!begun(aov, reply)) {
      reply.send(ActiveAovState.changed(now, now.active()));
      now.problem().ifPresent(reply::fail);
    }
  }

  /** True if somebody will be told, false if it is as asked for already. */
  private synchronized boolean begun(String aov, Reply reply) {
    AovStatus now = now();
    boolean there = now.requested().equals(aov) && isSettled(now);
    if (there && stream.view().aov().equals(aov)) {
      return false;
    }
    asker = Optional.of(reply);
    stream.updateView(view -> view.with().aov(aov).build());
    if (there) {
      // The change that this one takes back may never be seen in a status.
      settled(now);
    }
    return true;
  }

  @Override
  public synchronized void onStatus(StreamStatus status) {
    AovStatus now = status.aov();
    if (toldAvailable != null && !now.available().equals(toldAvailable)) {
      announce(AvailableAovsResult.of(now));
    }
    toldAvailable = now.available();
    if (isSettled(now) && (!isTold(now) || isAwaited(now))) {
      settled(now);
    }
  }

  /** True if the output that is asked for is shown, or it is known why not. */
  private static boolean isSettled(AovStatus aov) {
    return !aov.active().isEmpty()
        && (aov.active().equals(aov.requested()) || aov.problem().isPresent());
  }

  /** True if somebody waits to hear that this is shown, be it as it was before another change. */
  private boolean isAwaited(AovStatus now) {
    return asker.isPresent() && now.requested().equals(stream.view().aov());
  }

  private boolean isTold(AovStatus now) {
    return told != null
        && told.requested().equals(now.requested())
        && told.active().equals(now.active())
        && told.problem().equals(now.problem());
  }

  private void settled(AovStatus now) {
    if (!Segmentation.isOne(now.active())) {
      plain = now.active();
    }
    if (told != null) {
      announce(ActiveAovState.changed(now, told.active()));
      if (Segmentation.isOne(now.active()) != Segmentation.isOne(told.active())) {
        announce(SegViewState.of(now));
      }
    }
    Optional<Problem> problem = now.problem();
    if (now.requested().equals(stream.view().aov())) {
      asker.ifPresent(waiting -> problem.ifPresent(waiting::fail));
      asker = Optional.empty();
    }
    told = now;
  }

  private void announce(ServerMessage message) {
    announcer.announce(stream.info().name(), message);
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.DEBUG, "The status of a stream that has gone", e);
    }
  }
}
