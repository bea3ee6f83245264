package io.oriel.transport.rtsp.session;

import io.oriel.api.error.OrielException;
import io.oriel.transport.rtsp.message.RtspResponse;
import io.oriel.transport.rtsp.message.RtspStatus;

/** Errors of the table as answers. */
final class Refusals {
  private static final String RETRY_SECONDS = "1";

  private Refusals() {}

  static RtspResponse of(OrielException error) {
    final RtspStatus status =
        switch (error.code()) {
          case STREAM_UNKNOWN, STREAM_ENDED, NOT_FOUND -> RtspStatus.NOT_FOUND;
          case AUTHENTICATION_FAILED -> RtspStatus.UNAUTHORIZED;
          case FORBIDDEN -> RtspStatus.FORBIDDEN;
          case CODEC_UNSUPPORTED -> RtspStatus.NOT_ACCEPTABLE;
          case STREAM_NOT_READY,
              SERVER_STOPPING,
              VIEWER_LIMIT,
              TOO_MANY_REQUESTS,
              VIDEO_UNAVAILABLE,
              ENCODER_UNAVAILABLE ->
              RtspStatus.SERVICE_UNAVAILABLE;
          default -> RtspStatus.INTERNAL_ERROR;
        };
    final RtspResponse answer = RtspResponse.refusal(status, error.problem().message());
    return switch (status) {
      case SERVICE_UNAVAILABLE -> answer.header("Retry-After", RETRY_SECONDS);
      case UNAUTHORIZED -> answer.header("WWW-Authenticate", "Bearer realm=\"oriel\"");
      default -> answer;
    };
  }
}
