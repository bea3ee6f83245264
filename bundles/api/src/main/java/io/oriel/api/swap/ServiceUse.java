package io.oriel.api.swap;

import io.oriel.api.error.Problem;
import java.util.Optional;

/**
 * What has become of a service that was installed.
 *
 * @param serviceId its {@code service.id}
 * @param identity what it is chosen by, such as {@code DepthSD}, {@code x264} or {@code webrtc};
 *     several are separated by commas, empty if there is nothing to choose
 * @param stream the stream that this is about; empty for all
 * @param state how far it has come
 * @param problem why it was given up; empty in every other state
 */
public record ServiceUse(
    long serviceId, String identity, String stream, State state, Optional<Problem> problem) {
  /** How far a service has come. */
  public enum State {
    /** It is there, and nobody has needed it yet. */
    WAITING,

    /**
     * It has served, and nothing is held against it; also while a better one serves instead. A
     * renderer or converter made a picture that was shown, an encoder wrote a unit, a transport is
     * open; whoever waits to be called, such as a message handler or a stage reader, is bound.
     */
    SERVING,

    /**
     * It was refused, failed too often or did not let go: it is not used. One that was only refused
     * may be asked again, and serve then.
     */
    GIVEN_UP
  }
}
