package io.oriel.transport.rtsp.session;

import io.oriel.api.error.ErrorLog;
import io.oriel.api.metrics.CounterSet;
import io.oriel.api.transport.TransportContext;
import io.oriel.transport.rtsp.RtspCounter;
import io.oriel.transport.rtsp.auth.Users;
import io.oriel.transport.rtsp.media.Fans;
import io.oriel.transport.rtsp.media.PortRange;
import java.util.concurrent.ExecutorService;

/**
 * What the connections of a transport share.
 *
 * @param work for what may block
 * @param errors takes defects
 * @param callers by address; event loop only
 * @param defaultStream the stream that {@code /stream} means, unless one has that name
 * @param sessionNanos silence after which a session ends
 * @param secured whether connections are encrypted, so that nothing goes out beside them
 */
public record Site(
    TransportContext context,
    Fans fans,
    ExecutorService work,
    CounterSet<RtspCounter> counters,
    ErrorLog errors,
    Callers callers,
    Users users,
    String defaultStream,
    PortRange mediaPorts,
    long sessionNanos,
    boolean secured) {
  /** Name of the transport. */
  public static final String TRANSPORT = "rtsp";

  private static final String ALIAS = "stream";

  /** The name of the stream that a URI's path means. */
  String streamNamed(String path) {
    return path.equals(ALIAS) && context.stream(ALIAS).isEmpty() ? defaultStream : path;
  }

  /** Now, on the clock of the server. */
  public long nanos() {
    return context.clock().nanos();
  }
}
