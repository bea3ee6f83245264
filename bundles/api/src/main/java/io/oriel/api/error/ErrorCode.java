package io.oriel.api.error;

/**
 * Every error that Oriel reports, with its cause and its remedy. The same code appears in a log
 * line, in a problem document (RFC 9457), in {@code /readyz}, in {@code viewerError} and in a BYE.
 *
 * <p>Constants are only ever added; an {@link #id()} never changes its meaning.
 */
public enum ErrorCode {
  INTERNAL(
      "internal",
      Level.ERROR,
      4500,
      "A defect in the server.",
      "Report it with the log lines around it."),
  MALFORMED(
      "request.malformed",
      Level.WARNING,
      4400,
      "What arrived does not follow the protocol.",
      "Correct the client."),
  TOO_LARGE(
      "request.too-large",
      Level.WARNING,
      4400,
      "What arrived is larger than the limit.",
      "Send less, or raise the limit."),
  TOO_MANY_REQUESTS(
      "request.too-many",
      Level.WARNING,
      4429,
      "More requests than the limit allows.",
      "Wait and try again."),
  NOT_FOUND(
      "request.not-found",
      Level.INFO,
      4404,
      "There is nothing under this name.",
      "Check the address."),
  METHOD_NOT_ALLOWED(
      "request.method-not-allowed",
      Level.INFO,
      4400,
      "The resource does not answer this method.",
      "Use one of the methods in the Allow header."),
  UNSUPPORTED_MEDIA_TYPE(
      "request.unsupported-media-type",
      Level.INFO,
      4400,
      "The resource does not read this media type.",
      "Send the media type named in the detail."),
  AUTHENTICATION_FAILED(
      "security.authentication-failed",
      Level.WARNING,
      4401,
      "The viewer did not prove who it is.",
      "Sign in again or ask for a new token."),
  FORBIDDEN(
      "security.forbidden",
      Level.WARNING,
      4403,
      "The viewer may not do this.",
      "Ask the operator for the role."),
  UNSAFE_BIND(
      "security.unsafe-bind",
      Level.ERROR,
      4500,
      "The listener would be open to other machines without authentication.",
      "Bind to 127.0.0.1, configure authentication, or say --allow-anonymous."),
  STREAM_UNKNOWN(
      "stream.unknown",
      Level.INFO,
      4404,
      "No stream has this name.",
      "List the streams and choose one of them."),
  STREAM_NOT_READY(
      "stream.not-ready",
      Level.INFO,
      4503,
      "The stream has not shown its first picture yet.",
      "Try again after the time given."),
  STREAM_ENDED(
      "stream.ended",
      Level.INFO,
      4410,
      "The stream was removed from the server.",
      "Choose another stream."),
  VIEWER_TOO_SLOW(
      "viewer.too-slow",
      Level.WARNING,
      4408,
      "The viewer does not take what is sent to it.",
      "Use a lower rate or a better connection."),
  VIEWER_LIMIT(
      "viewer.limit",
      Level.WARNING,
      4429,
      "As many viewers as allowed are connected.",
      "Wait for one to leave or raise the limit."),
  VIEWER_GONE("viewer.gone", Level.INFO, 4410, "The viewer went silent.", "Connect again."),
  SUPERSEDED(
      "request.superseded",
      Level.INFO,
      4409,
      "A newer request took the place of this one.",
      "Nothing to do."),
  UNSUPPORTED(
      "request.unsupported",
      Level.INFO,
      4400,
      "The part in use cannot do this.",
      "See the detail for what it can do."),
  SERVER_STOPPING(
      "server.stopping",
      Level.INFO,
      4503,
      "The server is shutting down.",
      "Connect again when it is back."),
  TRANSPORT_REPLACED(
      "transport.replaced",
      Level.INFO,
      4503,
      "Another version of the transport takes over.",
      "Connect again at once."),
  CONFIGURATION_INVALID(
      "configuration.invalid",
      Level.ERROR,
      4500,
      "A configuration key or value is not allowed.",
      "Correct the key named in the detail."),
  PORT_IN_USE(
      "configuration.port-in-use",
      Level.ERROR,
      4500,
      "Another process holds the port.",
      "Stop it, or set another port under the setting named in the detail."),
  BIND_FAILED(
      "configuration.bind-failed",
      Level.ERROR,
      4500,
      "The address cannot be bound.",
      "Use an address of this machine."),
  SHARED_MEMORY(
      "configuration.shared-memory",
      Level.WARNING,
      4500,
      "A stream is not offered in shared memory as it should be.",
      "Free the name or the memory that the detail names; in a container see --shm-size."),
  RENDERER_UNAVAILABLE(
      "renderer.unavailable",
      Level.ERROR,
      4503,
      "The configured renderer is not installed or cannot start.",
      "Install it or configure another one."),
  RENDERER_FAILED(
      "renderer.failed",
      Level.ERROR,
      4500,
      "The renderer failed to draw a frame.",
      "Open the stage again; see the log for the cause."),
  RENDERER_STOPPED(
      "renderer.stopped",
      Level.ERROR,
      4503,
      "The renderer failed too often in a row and was stopped.",
      "Open a stage or restart the stream."),
  RENDERER_HANGS(
      "renderer.hangs",
      Level.ERROR,
      4503,
      "The renderer does not return from a call.",
      "Wait for it, or restart the server."),
  STAGE_NOT_FOUND(
      "stage.not-found",
      Level.WARNING,
      4404,
      "The stage file does not exist or cannot be read.",
      "Check the path and its permissions."),
  STAGE_INVALID(
      "stage.invalid",
      Level.WARNING,
      4400,
      "The stage file cannot be read as USD.",
      "Correct the file at the place named in the detail."),
  STAGE_FORBIDDEN(
      "stage.forbidden",
      Level.WARNING,
      4403,
      "The stage lies outside the allowed roots or schemes.",
      "Move it, or allow its root."),
  STAGE_TOO_LARGE(
      "stage.too-large",
      Level.WARNING,
      4400,
      "The stage exceeds a limit of its reader.",
      "Reduce it or raise the limit named in the detail."),
  STAGE_TIMEOUT(
      "stage.timeout",
      Level.WARNING,
      4500,
      "The stage did not load within the time limit.",
      "Reduce it or raise the limit."),
  STAGE_READER_UNAVAILABLE(
      "stage.reader-unavailable",
      Level.ERROR,
      4503,
      "No reader for stages is installed or it cannot start.",
      "See the detail for what is missing."),
  STAGE_READER_FAILED(
      "stage.reader-failed",
      Level.WARNING,
      4500,
      "The stage's reader ended while it read the stage.",
      "Open the stage again; if it ends again the file is at fault."),
  AOV_UNAVAILABLE(
      "aov.unavailable",
      Level.WARNING,
      4404,
      "The renderer does not produce this AOV, or no converter takes it.",
      "Choose one of the available AOVs."),
  AOV_REFUSED(
      "aov.refused",
      Level.WARNING,
      4400,
      "The converter does not take this layout.",
      "Install a converter for it."),
  AOV_EMPTY(
      "aov.empty",
      Level.WARNING,
      4404,
      "The renderer delivers the AOV with nothing in it.",
      "Choose another AOV, such as DistanceToImagePlaneSD for DepthSD."),
  CONVERSION_FAILED(
      "aov.conversion-failed",
      Level.ERROR,
      4500,
      "A converter failed on a frame.",
      "See the log; the stream shows LdrColor or the last good picture."),
  PUSH_INVALID(
      "push.invalid",
      Level.WARNING,
      4400,
      "What the host pushed does not fit the stream.",
      "Push what the detail asks for."),
  PUSH_DEVICE(
      "push.device",
      Level.WARNING,
      4400,
      "The memory of a device was pushed, and nothing is installed that reads it.",
      "Copy the picture to the host's memory and push that."),
  VIDEO_UNAVAILABLE(
      "video.unavailable",
      Level.ERROR,
      4503,
      "No video feed is installed.",
      "Install the video bundle."),
  CODEC_UNSUPPORTED(
      "video.codec-unsupported",
      Level.INFO,
      4406,
      "Viewer and server have no codec in common.",
      "Use a client that decodes one of the codecs named in the detail."),
  ENCODER_UNAVAILABLE(
      "video.encoder-unavailable",
      Level.ERROR,
      4503,
      "None of the configured encoders opens.",
      "Install one; see the detail for the reason of each."),
  ENCODER_FAILED(
      "video.encoder-failed",
      Level.ERROR,
      4500,
      "The encoder failed on a frame.",
      "It is reopened; see the log for the cause."),
  VERSION_UNSUPPORTED(
      "protocol.version",
      Level.INFO,
      4406,
      "Viewer and server speak no common protocol version.",
      "Update the older of the two."),
  BUNDLE_INVALID(
      "bundle.invalid",
      Level.WARNING,
      4400,
      "The file is no bundle that can be installed while the server runs.",
      "Put a whole, ordinary bundle in its place."),
  BUNDLE_UNTRUSTED(
      "bundle.untrusted",
      Level.WARNING,
      4403,
      "The bundle's signature is wrong, or the allow-list does not have it.",
      "Sign it with an allowed key, or add its hash to the allow-list."),
  BUNDLE_PRESENT(
      "bundle.present",
      Level.INFO,
      4409,
      "The same bundle with the same content is installed.",
      "Nothing to do; a changed one may have the same version."),
  BUNDLE_UNRESOLVED(
      "bundle.unresolved",
      Level.WARNING,
      4409,
      "The bundle needs something that is not there.",
      "Install what the detail names first, or build it for this version."),
  BUNDLE_NEEDED(
      "bundle.needed",
      Level.WARNING,
      4409,
      "Other bundles are wired to the bundle and would be restarted with it.",
      "Stop the server, change the file in its folder of bundles, and start it again."),
  BUNDLE_UNHEALTHY(
      "bundle.unhealthy",
      Level.WARNING,
      4409,
      "The new bundle does not do its work and was removed; what was there serves on.",
      "Correct what the detail names and install it again."),
  EMBEDDING_NO_LAUNCHER(
      "embedding.no-launcher",
      Level.ERROR,
      4500,
      "No launcher is on the class path.",
      "Add io.oriel.runtime.launcher and an OSGi framework to the class path."),
  EMBEDDING_IN_FRAMEWORK(
      "embedding.in-framework",
      Level.ERROR,
      4500,
      "A bundle asks for an engine of its own.",
      "Use the service io.oriel.api.embed.Oriel of the framework that the bundle is in."),
  API_TWICE(
      "api.twice",
      Level.ERROR,
      4500,
      "There is a second copy of io.oriel.api, whose classes are not those of the first.",
      "Keep the one on the host's class path; let bundles import its packages, not contain them."),
  EMBEDDING_START_FAILED(
      "embedding.start-failed",
      Level.ERROR,
      4500,
      "The framework or a bundle does not start.",
      "Correct what the detail names and start again."),
  EMBEDDING_NOT_READY(
      "embedding.not-ready",
      Level.WARNING,
      4503,
      "A part is not ready.",
      "Wait longer, or see the detail and the log.");

  private final String id;
  private final Level level;
  private final int closeCode;
  private final String cause;
  private final String remedy;

  ErrorCode(String id, Level level, int closeCode, String cause, String remedy) {
    this.id = id;
    this.level = level;
    this.closeCode = closeCode;
    this.cause = cause;
    this.remedy = remedy;
  }

  /** Stable identifier, lower case, dots between group and name. */
  public String id() {
    return id;
  }

  /** Severity for whoever runs the server. */
  public Level level() {
    return level;
  }

  /** Code of the BYE that ends a viewer for this reason, 4400 to 4599. */
  public int closeCode() {
    return closeCode;
  }

  /** What happened, one sentence. */
  public String cause() {
    return cause;
  }

  /** What to do about it, one sentence. */
  public String remedy() {
    return remedy;
  }
}
