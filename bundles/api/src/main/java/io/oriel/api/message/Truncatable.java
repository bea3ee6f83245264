package io.oriel.api.message;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the list or map of a {@link ServerMessage} that is cut at its end when the message is too
 * large for the wire. The message then has {@code truncated: true} and {@code omitted_count}. A
 * message that is too large without one is not sent, and whoever asked gets {@link
 * io.oriel.api.error.ErrorCode#TOO_LARGE}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Truncatable {}
