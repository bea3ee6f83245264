package io.oriel.viewer.page;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.stream.Stream;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResource;
import io.oriel.http.HttpResponse;
import io.oriel.http.HttpRoute;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code /streams/NAME/thumbnail.jpg}: how a stream looks now. */
@Component
@HttpRoute(path = "/streams/*", bodyLimitBytes = 0)
public final class ThumbnailResource implements HttpResource {
  private static final String FILE = "/thumbnail.jpg";
  private static final String RETRY_AFTER_SECONDS = "1";

  private final List<LivePicture> pictures = new CopyOnWriteArrayList<>();

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStream(final Stream stream) {
    pictures.add(new LivePicture(stream, System::nanoTime));
  }

  void unbindStream(final Stream stream) {
    pictures.removeIf(picture -> picture.stream() == stream);
  }

  @Override
  public HttpResponse handle(final HttpRequest request) throws Exception {
    final String asked = request.remainder();
    if (!asked.endsWith(FILE)) {
      return HttpResponse.problem(
          new Problem(ErrorCode.NOT_FOUND, "A stream has " + FILE.substring(1) + " only."));
    }
    final String name = asked.substring(0, asked.length() - FILE.length());
    try {
      return HttpResponse.ok("image/jpeg", pictureOf(name).jpeg())
          .header("Cache-Control", "no-store");
    } catch (OrielException e) {
      final HttpResponse refusal = HttpResponse.problem(e.problem());
      return refusal.status() == 503 ? refusal.header("Retry-After", RETRY_AFTER_SECONDS) : refusal;
    }
  }

  private LivePicture pictureOf(final String name) throws OrielException {
    return pictures.stream()
        .filter(picture -> picture.stream().info().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new OrielException(ErrorCode.STREAM_UNKNOWN, name));
  }
}
