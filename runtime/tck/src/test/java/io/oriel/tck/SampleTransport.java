package io.oriel.tck;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.Stream;
import io.oriel.api.transport.OpenTransport;
import io.oriel.api.transport.Transport;
import io.oriel.api.transport.TransportContext;
import io.oriel.api.transport.ViewerLink;
import io.oriel.api.transport.ViewerRequest;
import io.oriel.api.transport.ViewerSession;
import io.oriel.api.video.AccessUnit;
import io.oriel.api.video.AccessUnitSink;
import io.oriel.api.video.Codec;
import io.oriel.api.video.VideoRequest;
import io.oriel.api.video.VideoSubscription;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps the contract: a viewer sends the name of a stream and gets yes or no, and then keyframes,
 * each behind its length. A broken one changes a method.
 */
class SampleTransport implements Transport, OpenTransport {
  private final int port;
  final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  TransportContext context;
  private ServerSocket server;
  private Thread acceptor;
  private volatile boolean draining;

  SampleTransport(int port) {
    this.port = port;
  }

  @Override
  public OpenTransport open(TransportContext on) throws OrielException {
    context = on;
    try {
      server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw taken(e);
    }
    acceptor = Thread.ofPlatform().daemon().name("sample-accept").start(this::accept);
    return this;
  }

  OrielException taken(IOException cause) {
    return new OrielException(ErrorCode.PORT_IN_USE, "port: " + port + " is taken", cause);
  }

  private void accept() {
    try {
      while (!draining) {
        Socket socket = server.accept();
        Thread.ofPlatform().daemon().name("sample-viewer").start(() -> welcome(socket));
      }
    } catch (IOException closed) {
      // The end.
    }
  }

  private void welcome(Socket socket) {
    try (socket) {
      String stream = readName(socket);
      Connection connection = new Connection(socket);
      try {
        if (draining) {
          throw new OrielException(ErrorCode.SERVER_STOPPING, "draining");
        }
        connection.session = admit(connection, stream);
        connection.watch(context.stream(stream).orElseThrow());
      } catch (OrielException refused) {
        socket.getOutputStream().write(0);
        return;
      }
      connections.add(connection);
      connection.serve();
    } catch (IOException gone) {
      // So it is gone.
    }
  }

  String readName(Socket socket) throws IOException {
    return new DataInputStream(socket.getInputStream()).readUTF();
  }

  ViewerSession admit(Connection connection, String stream) throws OrielException {
    return context.admit(ViewerRequest.of("sample", stream, connection).build());
  }

  @Override
  public void drain(long deadlineNanos) {
    draining = true;
    connections.forEach(each -> each.close(new Problem(ErrorCode.SERVER_STOPPING, "")));
  }

  @Override
  public void close() {
    drain(0);
    closeServer();
  }

  final void closeServer() {
    try {
      server.close();
      // The port is free only when nobody waits at it any more.
      acceptor.join();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a broken one makes of a picture on the encode thread. */
  void take(Connection connection, AccessUnit unit) {
    connection.queue(unit);
  }

  void keyframeSent(Connection connection, long epoch) {
    if (connection.toldEpoch != epoch) {
      connection.toldEpoch = epoch;
      connection.session.keyframeSent(epoch);
    }
  }

  void gone(Connection connection, Problem reason) {
    connection.session.leave(reason);
  }

  /** One viewer. */
  final class Connection implements ViewerLink, AccessUnitSink {
    final Socket socket;
    private final BlockingQueue<AccessUnit> next = new ArrayBlockingQueue<>(1);
    private final AtomicBoolean left = new AtomicBoolean();
    ViewerSession session;
    VideoSubscription subscription;
    long toldEpoch;

    Connection(Socket socket) {
      this.socket = socket;
    }

    void watch(Stream stream) throws OrielException {
      subscription = stream.video().subscribe(VideoRequest.of(List.of(Codec.H264)), this);
    }

    void serve() throws IOException {
      socket.getOutputStream().write(1);
      Thread.ofPlatform().daemon().name("sample-send").start(this::send);
      while (socket.getInputStream().read() >= 0) {
        // Viewers say nothing.
      }
      leave(new Problem(ErrorCode.VIEWER_GONE, ""));
    }

    @Override
    public void onAccessUnit(AccessUnit unit) {
      take(this, unit);
    }

    synchronized void queue(AccessUnit unit) {
      unit.retain();
      if (left.get() || !next.offer(unit)) {
        unit.release();
      }
    }

    private void send() {
      try {
        while (!left.get()) {
          AccessUnit unit = next.take();
          try {
            write(unit);
          } finally {
            unit.release();
          }
        }
      } catch (IOException | InterruptedException e) {
        leave(new Problem(ErrorCode.VIEWER_GONE, ""));
      }
    }

    void write(AccessUnit unit) throws IOException {
      byte[] bytes = unit.data().toArray(ValueLayout.JAVA_BYTE);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(bytes.length);
      out.write(bytes);
      keyframeSent(this, unit.epoch());
    }

    @Override
    public void onEnded(Problem reason) {
      leave(reason);
    }

    @Override
    public boolean send(String text) {
      return false;
    }

    @Override
    public void close(Problem reason) {
      leave(reason);
    }

    void leave(Problem reason) {
      if (left.compareAndSet(false, true)) {
        subscription.close();
        connections.remove(this);
        gone(this, reason);
        release();
      }
      try {
        socket.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private synchronized void release() {
      AccessUnit waiting = next.poll();
      if (waiting != null) {
        waiting.release();
      }
    }
  }
}
