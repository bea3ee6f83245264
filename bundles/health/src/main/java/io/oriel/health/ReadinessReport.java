package io.oriel.health;

import io.oriel.api.error.Problem;
import io.oriel.api.health.Readiness;
import io.oriel.api.transport.TransportStatus;
import io.oriel.http.JsonWriter;
import java.util.List;
import java.util.Locale;

/** A verdict as the JSON text of {@code /readyz}. */
final class ReadinessReport {
  private ReadinessReport() {}

  static String of(final Verdict verdict, final List<TransportStatus> transports) {
    final JsonWriter json = new JsonWriter().beginObject();
    json.member("ready", verdict.ready());
    problems(json, verdict.problems());
    json.name("parts").beginArray();
    for (final Readiness part : verdict.parts()) {
      json.beginObject();
      json.member("name", part.name());
      json.member("ready", part.ready());
      problems(json, part.problems());
      json.endObject();
    }
    json.endArray();
    json.name("transports").beginArray();
    for (final TransportStatus transport : transports) {
      json.beginObject();
      json.member("name", transport.name());
      json.member("state", transport.state().name().toLowerCase(Locale.ROOT));
      json.member("address", transport.reach().address());
      problems(json, transport.reach().problems());
      json.endObject();
    }
    return json.endArray().endObject().toString();
  }

  private static void problems(final JsonWriter json, final List<Problem> problems) {
    json.name("problems").beginArray();
    for (final Problem problem : problems) {
      json.beginObject();
      json.member("code", problem.code().id());
      json.member("detail", problem.detail());
      json.member("cause", problem.code().cause());
      json.member("remedy", problem.code().remedy());
      json.endObject();
    }
    json.endArray();
  }
}
