package io.oriel.tck;

import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.FrameSubscription;
import io.oriel.api.stream.Stream;
import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Reach;
import io.oriel.api.transport.StreamListener;
import io.oriel.api.transport.TransportContext;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A sample that watches each stream for as long as it is open, and opens where its port is taken.
 */
class OfferingTransport extends SampleTransport implements StreamListener {
  private final List<FrameSubscription> offers = new CopyOnWriteArrayList<>();
  private final List<Problem> problems = new CopyOnWriteArrayList<>();

  OfferingTransport(int port) {
    super(port);
  }

  @Override
  public OpenTransport open(TransportContext on) {
    try {
      super.open(on);
      on.streams(this);
    } catch (OrielException taken) {
      problems.add(taken.problem());
    }
    return this;
  }

  @Override
  public void added(Stream stream) {
    offers.add(stream.subscribe(frame -> {}));
  }

  @Override
  public void removed(Stream stream) {}

  @Override
  public Reach reach() {
    return new Reach("", problems);
  }

  @Override
  public void close() {
    offers.forEach(FrameSubscription::close);
    super.close();
  }
}
