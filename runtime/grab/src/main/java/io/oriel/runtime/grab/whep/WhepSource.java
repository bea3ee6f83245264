package io.oriel.runtime.grab.whep;

import io.oriel.runtime.grab.Deadline;
import io.oriel.runtime.grab.GrabException;
import io.oriel.runtime.grab.Sdp;
import io.oriel.runtime.grab.Source;
import io.oriel.runtime.grab.Unreachable;
import io.oriel.runtime.grab.video.FirstPicture;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A stream of a WHEP server (draft-ietf-wish-whep), such as Oriel's.
 *
 * @param resource where offers are posted, without a token
 * @param token what the server is shown, if anything
 */
public record WhepSource(URI resource, Optional<String> token) implements Source {
  private static final String DEFAULT_STREAM = "main";

  /**
   * The source with this address: of the resource, or of the viewer page, whose query names stream
   * and token.
   *
   * @param uri {@code http} or {@code https}, with a host
   */
  public static WhepSource of(URI uri) throws GrabException {
    if (uri.getRawUserInfo() != null) {
      throw new GrabException(
          "an http source takes no user; write what the server asks for as ?token=TOKEN");
    }
    Optional<String> token = parameter(uri, "token");
    String path = uri.getRawPath();
    boolean page = path.isEmpty() || path.equals("/") || path.equals("/streams");
    String stream = parameter(uri, "stream").orElse(DEFAULT_STREAM);
    String authority = uri.getScheme() + "://" + uri.getRawAuthority();
    String encoded = java.net.URLEncoder.encode(stream, StandardCharsets.UTF_8).replace("+", "%20");
    return new WhepSource(URI.create(authority + (page ? "/whep/" + encoded : path)), token);
  }

  private static Optional<String> parameter(URI uri, String name) {
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    return Arrays.stream(query.split("&"))
        .filter(one -> one.startsWith(name + "="))
        .map(one ->
            URLDecoder.decode(
                one.substring(name.length() + 1).replace("+", "%2B"), StandardCharsets.UTF_8))
        .findFirst();
  }

  @Override
  public String stream() {
    String path = resource.getPath();
    String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
    return last.isEmpty() ? DEFAULT_STREAM : last;
  }

  @Override
  public String shown() {
    return resource.toString();
  }

  @Override
  public BufferedImage take(Deadline deadline, Path cache)
      throws GrabException, InterruptedException {
    LocalSide local = LocalSide.create();
    try (WhepSession session = WhepSession.open(this, local.offer(), deadline)) {
      RemoteSide remote = RemoteSide.of(Sdp.read(session.answer()));
      FirstPicture picture = new FirstPicture(remote.payloadType(), new byte[0], cache);
      try (MediaPath path = MediaPath.open(local, remote, deadline)) {
        return new MediaSession(path, local, remote, deadline).first(picture);
      }
    } catch (IOException e) {
      throw Unreachable.because(e, deadline);
    }
  }
}
