package io.oriel.transport.rtsp.session;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.Stream;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.transport.ViewerRequest;
import io.oriel.api.transport.ViewerSession;
import io.oriel.transport.rtsp.media.Fan;
import java.util.concurrent.RejectedExecutionException;

/**
 * A viewer that was let in, and the encoding that it joined.
 *
 * @param info of the stream
 */
record Seat(ViewerSession session, Fan fan, StreamInfo info, Site site) {
  /**
   * Lets a viewer in. May take as long as an encoder takes to open.
   *
   * @throws OrielException the refusal
   */
  static Seat take(Site site, ViewerRequest request) throws OrielException {
    final ViewerSession session = site.context().admit(request);
    try {
      final StreamInfo info = stream(site, request.stream()).info();
      final Fan fan =
          site.fans().join(request.stream(), () -> stream(site, request.stream()).video());
      return new Seat(session, fan, info, site);
    } catch (OrielException e) {
      session.leave(e.problem());
      throw e;
    } catch (RuntimeException e) {
      session.leave(new Problem(ErrorCode.INTERNAL, e.toString()));
      throw e;
    }
  }

  /** Looked up each time: a stream of the same name may have taken its place. */
  private static Stream stream(Site site, String name) throws OrielException {
    return site.context().stream(name)
        .orElseThrow(() -> new OrielException(ErrorCode.STREAM_ENDED, ""));
  }

  /** Lets the viewer go. Returns at once: leaving an encoding may wait for one that is joined. */
  void leave(Problem reason) {
    session.leave(reason);
    try {
      site.work().execute(() -> site.fans().leave(fan));
    } catch (RejectedExecutionException e) {
      site.fans().leave(fan);
    }
  }
}
