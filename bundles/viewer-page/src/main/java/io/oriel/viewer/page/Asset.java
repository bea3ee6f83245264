package io.oriel.viewer.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A file of the page.
 *
 * @param mediaType with its character set
 * @param bytes its content; not to be changed
 * @param entityTag strong validator (RFC 9110 section 8.8.3), made of the content
 */
record Asset(String mediaType, byte[] bytes, String entityTag) {
  static Asset load(final String name) {
    try (InputStream in = Asset.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The bundle lacks its file " + name);
      }
      final byte[] bytes = in.readAllBytes();
      return new Asset(mediaTypeOf(name), bytes, entityTagOf(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static String mediaTypeOf(final String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "html" -> "text/html; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "css" -> "text/css; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException("No media type is known for " + name);
    };
  }

  private static String entityTagOf(final byte[] bytes) {
    try {
      final byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(digest) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
