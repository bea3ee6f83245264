package io.oriel.transport.rtsp.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is known of the addresses that connections come from, so that none of them keeps others out
 * or tries passwords at will. Event loop only.
 */
public final class Callers {
  private static final int MOST_WRONG = 16;
  private static final long WRONG_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static final class Caller {
    private int strangers;
    private int wrong;
    private long wrongSinceNanos;

    private boolean suspect(long nowNanos) {
      return wrong > 0 && nowNanos - wrongSinceNanos < WRONG_NANOS;
    }
  }

  private final Map<ByteBuffer, Caller> callers = new HashMap<>();
  private final int mostStrangers;

  /**
   * @param mostStrangers connections of one address on which nobody has been let in yet
   */
  public Callers(int mostStrangers) {
    this.mostStrangers = mostStrangers;
  }

  /** Counts a new connection, until {@link #leave}; false if there are too many. */
  public boolean enter(InetAddress address) {
    final Caller caller = callers.computeIfAbsent(network(address), unknown -> new Caller());
    if (caller.strangers >= mostStrangers) {
      return false;
    }
    caller.strangers++;
    return true;
  }

  /** Somebody has been let in on a connection, or it has ended before that. */
  void leave(InetAddress address) {
    callers.get(network(address)).strangers--;
  }

  /** Notes that a client could not prove who it is. */
  void wrong(InetAddress address, long nowNanos) {
    final Caller caller = callers.computeIfAbsent(network(address), unknown -> new Caller());
    if (!caller.suspect(nowNanos)) {
      caller.wrong = 0;
      caller.wrongSinceNanos = nowNanos;
    }
    caller.wrong++;
  }

  /** Whether there were so many wrong passwords that no more are looked at for now. */
  boolean shut(InetAddress address, long nowNanos) {
    final Caller caller = callers.get(network(address));
    return caller != null && caller.suspect(nowNanos) && caller.wrong >= MOST_WRONG;
  }

  /** Of IPv6 the first half: a client has all addresses that begin with it (RFC 4291 2.5.1). */
  private static ByteBuffer network(InetAddress address) {
    return ByteBuffer.wrap(address.getAddress(), 0, address instanceof Inet6Address ? 8 : 4);
  }

  /** Forgets those that nothing has to be known of. Called a few times a second. */
  public void tick(long nowNanos) {
    callers.values().removeIf(caller -> caller.strangers == 0 && !caller.suspect(nowNanos));
  }
}
