package io.oriel.messages.dispatch;

import io.oriel.api.message.ReceivedMessage;
import io.oriel.api.transport.Viewer;
import io.oriel.messages.dialect.Dialect;
import io.oriel.messages.dialect.KitDialect;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One viewer and its manners: how it writes, in which dialect, how much. What is about hearing it
 * is used on its inbox thread, what is about talking to it on any.
 */
final class Conversation {
  /** Events that are remembered as told of; a viewer that invents more is only counted. */
  private static final int MOST_UNSUPPORTED = 64;

  private static final long COMPLAINT_NANOS = 1_000_000_000;

  private final Viewer viewer;
  private final Settings settings;
  private final RateLimit limit;
  private final Set<String> unsupported = new HashSet<>();
  private long complainedAtNanos;
  private boolean hasWrapped;
  private volatile Dialect dialect;
  private volatile boolean wrapped;
  private volatile boolean behind;

  Conversation(Viewer viewer, Settings settings, long nowNanos) {
    this.viewer = viewer;
    this.settings = settings;
    this.limit = new RateLimit(settings.atOnce(), nowNanos);
    this.complainedAtNanos = nowNanos - COMPLAINT_NANOS;
    this.dialect = settings.kit() ? new KitDialect() : Dialect.VIEWER;
    this.wrapped = settings.replies() == Settings.Replies.WRAPPED;
  }

  Viewer viewer() {
    return viewer;
  }

  /** Whether it may send one more message now. */
  boolean admits(long nowNanos) {
    return limit.take(settings.atOnce(), settings.perSecond(), nowNanos);
  }

  /** Whether what it sent without measure may be complained of: once a second. */
  boolean mayComplain(long nowNanos) {
    if (nowNanos - complainedAtNanos < COMPLAINT_NANOS) {
      return false;
    }
    complainedAtNanos = nowNanos;
    return true;
  }

  /**
   * Learns from a message how the viewer talks.
   *
   * @return whether it addresses Kit, or wraps, for the first time
   */
  boolean hear(ReceivedMessage message) {
    boolean otherForm = false;
    if (message.recipient().equals("kit") && dialect == Dialect.VIEWER) {
      dialect = new KitDialect();
      otherForm = true;
    }
    if (settings.replies() == Settings.Replies.AUTO) {
      wrapped = !message.recipient().isEmpty();
      otherForm |= wrapped && !hasWrapped;
      hasWrapped |= wrapped;
    }
    return otherForm;
  }

  /** How it is talked to now: what is equal is the same form. */
  Object form() {
    return List.of(dialect, wrapped);
  }

  /**
   * Whether it did not take something it was to be told. What all are told it is told no more then:
   * it hears the newest when it is greeted anew.
   */
  boolean isBehind() {
    return behind;
  }

  void setBehind(boolean now) {
    behind = now;
  }

  /**
   * Whether it is yet to be told that nobody handles this event.
   *
   * @param name of the event, cut to a sane length: it is kept
   */
  boolean isNews(String name) {
    return unsupported.size() < MOST_UNSUPPORTED && unsupported.add(name);
  }

  Dialect dialect() {
    return dialect;
  }

  /** To whom the envelopes of its messages are addressed; empty for none. */
  String recipient() {
    return wrapped ? "app" : "";
  }
}
