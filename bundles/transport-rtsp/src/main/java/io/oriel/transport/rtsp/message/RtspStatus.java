package io.oriel.transport.rtsp.message;

/** Status codes of answers (RFC 2326 section 7.1.1). */
public enum RtspStatus {
  OK(200, "OK"),
  BAD_REQUEST(400, "Bad Request"),
  UNAUTHORIZED(401, "Unauthorized"),
  FORBIDDEN(403, "Forbidden"),
  NOT_FOUND(404, "Not Found"),
  NOT_ACCEPTABLE(406, "Not Acceptable"),
  REQUEST_TIMEOUT(408, "Request Time-out"),
  BODY_TOO_LARGE(413, "Request Entity Too Large"),
  PARAMETER_NOT_UNDERSTOOD(451, "Parameter Not Understood"),
  SESSION_NOT_FOUND(454, "Session Not Found"),
  NOT_VALID_IN_THIS_STATE(455, "Method Not Valid in This State"),
  UNSUPPORTED_TRANSPORT(461, "Unsupported Transport"),
  INTERNAL_ERROR(500, "Internal Server Error"),
  NOT_IMPLEMENTED(501, "Not Implemented"),
  SERVICE_UNAVAILABLE(503, "Service Unavailable"),
  VERSION_NOT_SUPPORTED(505, "RTSP Version not supported"),
  OPTION_NOT_SUPPORTED(551, "Option not supported");

  private final int code;
  private final String reason;

  RtspStatus(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  /** The number. */
  public int code() {
    return code;
  }

  /** The words behind the number. */
  public String reason() {
    return reason;
  }
}
