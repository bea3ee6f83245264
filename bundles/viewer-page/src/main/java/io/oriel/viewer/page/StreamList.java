package io.oriel.viewer.page;

import io.oriel.api.error.Problem;
import io.oriel.api.stream.StageStatus;
import io.oriel.api.stream.Stream;
import io.oriel.api.stream.StreamInfo;
import io.oriel.api.stream.StreamStatus;
import io.oriel.api.transport.TransportStatus;
import io.oriel.http.JsonWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The streams as the JSON text of {@code /streams.json}, in terms that any viewer may read. */
final class StreamList {
  private final JsonWriter json = new JsonWriter();
  private final Map<String, Long> viewers;
  private final PublishedRates rates;

  private StreamList(final Map<String, Long> viewers, final PublishedRates rates) {
    this.viewers = viewers;
    this.rates = rates;
  }

  /**
   * The text for these streams.
   *
   * @param viewers how many a stream has; those without any may be missing
   * @param transports how the ways to them are
   */
  static String of(
      final List<Stream> streams,
      final Map<String, Long> viewers,
      final PublishedRates rates,
      final List<TransportStatus> transports) {
    final StreamList list = new StreamList(viewers, rates);
    list.json.beginObject().name("streams").beginArray();
    streams.forEach(list::stream);
    list.json.endArray().name("transports").beginArray();
    transports.forEach(list::transport);
    return list.json.endArray().endObject().toString();
  }

  private void transport(final TransportStatus transport) {
    json.beginObject();
    json.member("name", transport.name());
    json.member("state", transport.state().name().toLowerCase(Locale.ROOT));
    json.member("address", transport.reach().address());
    problem(transport.reach().problems().stream().findFirst(), List.of());
    json.endObject();
  }

  private void stream(final Stream stream) {
    final StreamInfo info = stream.info();
    final StreamStatus status = stream.status();
    final List<String> locations =
        List.of(status.stage().location(), status.stage().loading().orElse(""));
    json.beginObject();
    json.member("name", info.name());
    json.member("width", info.width());
    json.member("height", info.height());
    json.member("framesPerSecond", info.framesPerSecond());
    json.name("publishedPerSecond");
    rates.of(info.name()).ifPresentOrElse(json::value, this::none);
    json.member("viewers", viewers.getOrDefault(info.name(), 0L));
    json.member("renderer", info.renderer());
    json.member("ready", status.ready());
    json.member("state", status.state().code());
    json.member("held", status.held());
    problem(status.problem(), locations);
    stage(status.stage(), locations);
    json.endObject();
  }

  private void stage(final StageStatus stage, final List<String> locations) {
    json.name("stage").beginObject();
    json.member("name", PublicText.fileName(stage.location()));
    json.name("loading");
    stage.loading().map(PublicText::fileName).ifPresentOrElse(json::value, this::none);
    json.name("progress");
    if (stage.progress() < 0) {
      none();
    } else {
      json.value(stage.progress());
    }
    json.member("activity", PublicText.of(stage.activity(), locations));
    problem(stage.problem(), locations);
    json.endObject();
  }

  private void problem(final Optional<Problem> problem, final List<String> locations) {
    json.name("problem");
    problem.ifPresentOrElse(present -> write(present, locations), this::none);
  }

  private void write(final Problem problem, final List<String> locations) {
    json.beginObject();
    json.member("code", problem.code().id());
    json.member("detail", PublicText.of(problem.detail(), locations));
    json.member("cause", problem.code().cause());
    json.member("remedy", problem.code().remedy());
    json.endObject();
  }

  // The writer's null is a number that JSON cannot write.
  private void none() {
    json.value(Double.NaN);
  }
}
