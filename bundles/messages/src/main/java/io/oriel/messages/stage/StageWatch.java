package io.oriel.messages.stage;

import io.oriel.api.message.Announcer;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StatusListener;
import io.oriel.api.stream.StreamControl;
import io.oriel.api.stream.StreamStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** What the viewers of one stream are told of its loads and its troubles. */
final class StageWatch implements StatusListener, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(StageWatch.class.getName());

  /** Progress is told five times a second at most. */
  private static final long INTERVAL_MILLIS = 200;

  private static final Executor LATER =
      CompletableFuture.delayedExecutor(
          INTERVAL_MILLIS,
          TimeUnit.MILLISECONDS,
          task -> Thread.ofVirtual().name("oriel-progress").start(task));

  private final StreamControl stream;
  private final StageAccess access;
  private final Announcer announcer;
  private final StreamTrouble trouble = new StreamTrouble(System::nanoTime);
  private final AutoCloseable listening;
  private StageStatus known;
  private LoadingStateResponse loading;
  private LoadProgress told = LoadProgress.NONE;
  private boolean resting;

  StageWatch(StreamControl stream, StageAccess access, Announcer announcer) {
    this.stream = stream;
    this.access = access;
    this.announcer = announcer;
    this.listening = stream.listen(this);
  }

  @Override
  public synchronized void onStatus(StreamStatus status) {
    StageStatus now = status.stage();
    StageStatus before = known == null ? now : known;
    known = now;
    tellLoading(LoadingStateResponse.of(status, addresses()));
    if (now.generation() > before.generation() && now.opened() == before.opened()) {
      announce(GetChildrenResult.ofRoot(stream));
    }
    if (!resting) {
      tellProgress();
    }
    trouble
        .news(status)
        .ifPresent(problem -> announcer.fail(stream.info().name(), addresses().told(problem)));
  }

  private void tellLoading(LoadingStateResponse now) {
    LoadingStateResponse before = loading == null ? now : loading;
    loading = now;
    if (!now.equals(before) && (now.busy() || before.busy())) {
      told = LoadProgress.NONE;
      announce(now);
    }
  }

  /** Tells what is news and then rests; what comes meanwhile is told afterwards. */
  private void tellProgress() {
    LoadProgress now = LoadProgress.of(known, addresses());
    if (now.equals(told)) {
      return;
    }
    now.since(told).messages().forEach(this::announce);
    told = now;
    resting = true;
    LATER.execute(this::rested);
  }

  private synchronized void rested() {
    resting = false;
    tellProgress();
  }

  private StageAddresses addresses() {
    return access.of(stream.info().name());
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
