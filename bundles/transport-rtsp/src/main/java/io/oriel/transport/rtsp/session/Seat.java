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
      final Stream stream =
          site.context().stream(request.stream())
              .orElseThrow(() -> new OrielException(ErrorCode.STREAM_ENDED, ""));
      final Fan fan = site.fans().join(request.stream(), stream::video);
      return new Seat(session, fan, stream.info(), site);
    } catch (OrielException e) {
      session.leave(e.problem());
      throw e;
    } catch (RuntimeException e) {
      session.leave(new Problem(ErrorCode.INTERNAL, e.toString()));
      throw e;
    }
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
