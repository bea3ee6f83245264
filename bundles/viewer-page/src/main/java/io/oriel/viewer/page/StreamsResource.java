package io.oriel.viewer.page;

import io.oriel.api.stream.Stream;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResource;
import io.oriel.http.HttpResponse;
import io.oriel.http.HttpRoute;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** {@code /streams.json}: what there is to see, and how it is. */
@Component
@HttpRoute(path = "/streams.json", bodyLimitBytes = 0)
public final class StreamsResource implements HttpResource {
  private static final String DEFAULT = "main";

  // The page shows the first one unless its address names another.
  private static final Comparator<Stream> DEFAULT_FIRST =
      Comparator.comparing((Stream stream) -> !stream.info().name().equals(DEFAULT))
          .thenComparing(stream -> stream.info().name());

  private final List<Stream> streams = new CopyOnWriteArrayList<>();

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void bindStream(final Stream stream) {
    streams.add(stream);
  }

  void unbindStream(final Stream stream) {
    streams.remove(stream);
  }

  @Override
  public HttpResponse handle(final HttpRequest request) {
    return HttpResponse.ok(
            "application/json", StreamList.of(streams.stream().sorted(DEFAULT_FIRST).toList()))
        .header("Cache-Control", "no-store");
  }
}
