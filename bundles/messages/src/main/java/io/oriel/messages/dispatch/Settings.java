package io.oriel.messages.dispatch;

/**
 * How viewers and server talk.
 *
 * @param kit whether new viewers are talked to in the dialect of Kit from the start
 * @param replies how messages to viewers are wrapped
 * @param greetingMillis from the opening of a channel to the greeting
 * @param perSecond messages of a viewer in the long run
 * @param atOnce messages of a viewer without a pause
 * @param maxMessageBytes of a viewer's message, in UTF-8
 */
public record Settings(
    boolean kit,
    Replies replies,
    int greetingMillis,
    int perSecond,
    int atOnce,
    int maxMessageBytes) {
  /** Whether messages to viewers are in an envelope. */
  public enum Replies {
    /** As the viewer's own newest message. */
    AUTO,
    BARE,
    WRAPPED
  }
}
