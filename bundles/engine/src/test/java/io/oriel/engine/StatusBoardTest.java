package io.oriel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.stream.AovStatus;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.StreamState;
import io.oriel.api.stream.StreamStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What listeners hear. */
class StatusBoardTest {
  private final StatusBoard board =
      new StatusBoard(
          new StreamStatus(
              StreamState.ACTIVE,
              0,
              0,
              true,
              false,
              Optional.empty(),
              StageStatus.NONE,
              new AovStatus("LdrColor", "LdrColor", List.of(), Optional.empty())));

  private void epoch(long epoch) {
    board.update(s -> StatusChange.pictures(s, s.state(), epoch, true, false));
  }

  @Test
  void aListenerHearsThePresentStatusFirst() throws Exception {
    List<StreamStatus> heard = new CopyOnWriteArrayList<>();
    AutoCloseable listening = board.listen(heard::add);
    Rig.untilStill(() -> heard.size() == 1);
    assertThat(heard.getFirst()).isEqualTo(board.get());
    listening.close();
  }

  @Test
  void aChangeThatChangesNothingHasNoRevision() {
    epoch(5);
    long revision = board.get().revision();
    epoch(5);
    assertThat(board.get().revision()).isEqualTo(revision);
  }

  @Test
  void manyWritersAndListenersEndWithTheLatestInOrderOneCallAtATime() throws Exception {
    List<List<Long>> heard = new ArrayList<>();
    AtomicInteger overlapping = new AtomicInteger();
    for (int i = 0; i < 4; i++) {
      List<Long> own = new CopyOnWriteArrayList<>();
      AtomicInteger calls = new AtomicInteger();
      heard.add(own);
      board.listen(status -> {
        if (calls.incrementAndGet() > 1) {
          overlapping.incrementAndGet();
        }
        own.add(status.revision());
        calls.decrementAndGet();
      });
    }
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int writer = i;
      writers.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int k = 0; k < 2000; k++) {
                  epoch(k * 4L + writer);
                }
              }));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    long last = board.get().revision();
    Rig.untilStill(() -> heard.stream().allMatch(own -> !own.isEmpty() && own.getLast() == last));
    assertThat(heard).allMatch(own -> own.stream().sorted().distinct().toList().equals(own));
    assertThat(overlapping).hasValue(0);
  }

  @Test
  void aListenerThatThrowsOrIsSlowHoldsNobody() {
    List<Long> heard = new CopyOnWriteArrayList<>();
    Gate slow = new Gate();
    board.listen(status -> slow.pass());
    board.listen(status -> {
      throw new NoClassDefFoundError("gone");
    });
    board.listen(status -> heard.add(status.epoch()));
    for (int i = 1; i <= 10; i++) {
      epoch(i);
    }
    Rig.untilStill(() -> heard.contains(10L));
    slow.open();
  }

  @Test
  void aListenerThatLeftHearsNothing() throws Exception {
    List<Long> heard = new CopyOnWriteArrayList<>();
    AutoCloseable listening = board.listen(status -> heard.add(status.epoch()));
    Rig.untilStill(() -> heard.size() == 1);
    listening.close();
    List<Long> other = new CopyOnWriteArrayList<>();
    board.listen(status -> other.add(status.epoch()));
    epoch(9);
    Rig.untilStill(() -> other.contains(9L));
    assertThat(heard).containsExactly(0L);
  }

  @Test
  void aStoppedStreamChangesNoMore() {
    board.update(StatusChange::stopped);
    StreamStatus end = board.get();
    epoch(9);
    assertThat(board.get()).isEqualTo(end);
    assertThat(end.ready()).isFalse();
  }
}
