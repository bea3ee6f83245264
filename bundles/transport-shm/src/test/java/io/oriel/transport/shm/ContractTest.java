package io.oriel.transport.shm;

import io.oriel.api.error.OrielException;
import io.oriel.api.transport.Transport;
import io.oriel.shm.wire.StreamName;
import io.oriel.tck.Ports;
import io.oriel.tck.RemoteViewer;
import io.oriel.tck.TransportContract;
import java.io.IOException;

/** The transport keeps the contract. */
class ContractTest extends TransportContract {
  @Override
  protected Transport transport(int number) throws OrielException {
    return new ShmTransport(Fixture.config(Names.prefix(number), 3, 2, 4));
  }

  @Override
  protected RemoteViewer connect(int number, String stream) throws IOException {
    return new ShmViewer(new StreamName(Names.prefix(number) + stream));
  }

  @Override
  protected Ports ports() {
    return new Names();
  }

  @Override
  protected boolean offersEachStream() {
    return true;
  }
}
