package io.oriel.messages;

import io.oriel.api.metrics.CounterDescriptor;

/** What is counted about messages. */
public enum MessageCounter implements CounterDescriptor {
  RECEIVED("Texts that viewers sent."),
  LIMITED("Texts dropped because their viewer sent too many."),
  OVERSIZED("Texts dropped because they were too large."),
  PASSED_OVER("Texts passed over: no JSON, no object, or without an event."),
  UNSUPPORTED("Messages whose event nobody handles."),
  FORBIDDEN("Messages for which the viewer had not the role."),
  MALFORMED("Messages whose payload did not fit."),
  HANDLED("Messages that were handled."),
  REFUSED("Messages that were answered with an error by their handler."),
  FAILED("Messages and greetings whose handler threw an exception."),
  SENT("Messages sent to viewers."),
  SENDS_DROPPED("Messages dropped because their viewer was gone or did not take them."),
  TRUNCATED("Messages whose list was cut to fit the wire."),
  UNSENDABLE("Messages not sent because they were too large and had nothing to cut."),
  ERRORS("Errors told to viewers."),
  HANDLERS_QUARANTINED(
      "Handlers no longer used: they failed again and again, and another is there."),
  GREETINGS("Times that a viewer was told the present state.");

  private final String help;

  MessageCounter(String help) {
    this.help = help;
  }

  @Override
  public String help() {
    return help;
  }
}
