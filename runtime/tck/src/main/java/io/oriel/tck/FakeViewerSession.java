package io.oriel.tck;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.Problem;
import io.oriel.api.input.InputEvent;
import io.oriel.api.transport.ViewerRequest;
import io.oriel.api.transport.ViewerSession;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What a transport says of one viewer. Safe for use from any thread. */
public final class FakeViewerSession implements ViewerSession {
  private final String id;
  private final ViewerRequest request;
  private final List<String> texts = new CopyOnWriteArrayList<>();
  private final List<InputEvent> input = new CopyOnWriteArrayList<>();
  private final List<Long> keyframes = new CopyOnWriteArrayList<>();
  private final List<Problem> left = new CopyOnWriteArrayList<>();
  private final AtomicInteger opened = new AtomicInteger();
  private volatile boolean endsAtKeyframe;

  FakeViewerSession(String id, ViewerRequest request) {
    this.id = id;
    this.request = request;
  }

  /** What it was admitted with. */
  public ViewerRequest request() {
    return request;
  }

  /** The texts that it sent. */
  public List<String> texts() {
    return texts;
  }

  /** The input that it sent. */
  public List<InputEvent> input() {
    return input;
  }

  /** Has the viewer be told to leave as soon as it sees something. */
  public void endsAtKeyframe() {
    endsAtKeyframe = true;
  }

  /** The epochs of which a keyframe was sent to it. */
  public List<Long> keyframes() {
    return keyframes;
  }

  /** Why it left, once for each time it was said. */
  public List<Problem> left() {
    return left;
  }

  /** How often its way for messages was said to be open. */
  public int timesOpened() {
    return opened.get();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public void opened() {
    opened.incrementAndGet();
  }

  @Override
  public void keyframeSent(long epoch) {
    keyframes.add(epoch);
    if (endsAtKeyframe) {
      request.link().close(new Problem(ErrorCode.STREAM_ENDED, "by the test"));
    }
  }

  @Override
  public void received(String text) {
    texts.add(text);
  }

  @Override
  public void received(InputEvent event) {
    input.add(event);
  }

  @Override
  public void leave(Problem reason) {
    left.add(reason);
  }
}
