package io.oriel.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * The service properties of an {@link HttpResource}, as an annotation for its component class. Each
 * element is the property {@code oriel.http.<element>}; a plain service property does the same, and
 * configuration may override it.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface HttpRoute {
  /** The property that names the pattern or patterns. */
  String PATH = "oriel.http.path";

  /** The property that names the listener or listeners. */
  String LISTENER = "oriel.http.listener";

  /** The property that names the methods. */
  String METHODS = "oriel.http.methods";

  /** The property that limits the request body. */
  String BODY_LIMIT_BYTES = "oriel.http.bodyLimitBytes";

  /** The property that names the origins which may read the answers. */
  String CORS_ORIGINS = "oriel.http.corsOrigins";

  /** The property that names the response headers which another origin may read. */
  String CORS_EXPOSE = "oriel.http.corsExpose";

  /** The listener that viewers reach. */
  String PUBLIC = "public";

  /** The listener that operators reach. */
  String PRIVATE = "private";

  /** Prefix of the properties. */
  String PREFIX_ = "oriel.http.";

  /**
   * One exact path ({@code /healthz}) or a prefix ending in {@code /*} ({@code /whep/*}, which
   * takes {@code /whep/} and all below it but not {@code /whep}). The longest match wins; among
   * equals the higher {@code service.ranking}, then the newer service; one that is not {@link
   * HttpResource#ready} comes after one that is.
   */
  String[] path();

  /** {@link #PUBLIC}, {@link #PRIVATE} or both. */
  String[] listener() default {PUBLIC};

  /** The methods that reach the resource; {@code GET} brings {@code HEAD} with it. */
  String[] methods() default {"GET"};

  /** The largest request body in bytes; a larger one is answered 413 and never read to its end. */
  int bodyLimitBytes() default 64 * 1024;

  /**
   * Origins of other sites whose scripts may call and read this resource, such as {@code
   * https://example.org}, or {@code *} for all. Empty: the browser's same-origin rule stands.
   */
  String[] corsOrigins() default {};

  /** Response headers that scripts of those origins may read, such as {@code Location}. */
  String[] corsExpose() default {};
}
