package io.oriel.viewers;

import io.oriel.api.metrics.CounterDescriptor;

/** What is counted about viewers. */
enum ViewerCounter implements CounterDescriptor {
  ADMITTED("Viewers that were let in."),
  REFUSED("Viewers that were refused, for whatever reason."),
  LEFT("Viewers that left or were ended."),
  KEYFRAMES_SENT("Keyframes of a new epoch that reached a viewer's transport."),
  MESSAGES_RECEIVED("Messages and input events that viewers sent."),
  MESSAGES_DROPPED("Messages and input events dropped because the viewer's inbox was full."),
  MOVES_REPLACED("Moves that a newer one of the same pointer replaced before they were handled."),
  INBOXES_PAUSED("Pauses of inboxes whose viewers sent more than is handled in a second."),
  MESSAGES_UNHANDLED("Messages and input events that nobody was installed to take."),
  HANDLERS_FAILED("Messages and input events whose handler threw an exception."),
  SENDS_DROPPED("Messages to viewers dropped because the way was closed or full."),
  TRANSPORTS_OPENED("Transports that were opened."),
  TRANSPORTS_FAILED("Transports that did not open or did not close as they should.");

  private final String help;

  ViewerCounter(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
