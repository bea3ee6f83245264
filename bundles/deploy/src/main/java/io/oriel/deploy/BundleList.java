package io.oriel.deploy;

import io.oriel.api.error.Problem;
import io.oriel.api.swap.ServiceUse;
import io.oriel.http.JsonWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.framework.Bundle;

/** Bundles and outcomes as JSON. */
final class BundleList {
  private BundleList() {}

  static String of(DeployService deploy) {
    JsonWriter json = new JsonWriter().beginObject();
    json.name("bundles").beginArray();
    for (Bundle bundle : deploy.framework().all()) {
      write(json, bundle, deploy.observation().uses(bundle));
    }
    json.endArray().name("outcomes").beginArray();
    deploy.outcomes().forEach(outcome -> write(json, outcome));
    return json.endArray().endObject().toString();
  }

  static String of(DeployService deploy, Bundle bundle) {
    JsonWriter json = new JsonWriter();
    write(json, bundle, deploy.observation().uses(bundle));
    return json.toString();
  }

  private static void write(JsonWriter json, Bundle bundle, List<ServiceUse> uses) {
    json.beginObject();
    json.member("id", bundle.getBundleId());
    json.member("name", String.valueOf(bundle.getSymbolicName()));
    json.member("version", bundle.getVersion().toString());
    json.member("state", state(bundle));
    Optional<Origin> origin = Origin.of(bundle);
    json.member(
        "origin",
        origin.map(o -> o.file().isPresent() ? "folder" : "installed").orElse("distribution"));
    origin
        .flatMap(Origin::file)
        .map(Path::getFileName)
        .ifPresent(file -> json.member("file", file.toString()));
    origin.ifPresent(o -> json.member("sha256", o.sha256()));
    json.name("uses").beginArray();
    uses.forEach(use -> write(json, use));
    json.endArray().endObject();
  }

  private static void write(JsonWriter json, ServiceUse use) {
    json.beginObject();
    json.member("service", use.serviceId());
    json.member("identity", use.identity());
    json.member("stream", use.stream());
    json.member("state", use.state().name().toLowerCase(Locale.ROOT));
    use.problem().ifPresent(problem -> write(json, problem));
    json.endObject();
  }

  private static void write(JsonWriter json, Outcome outcome) {
    json.beginObject();
    json.member("at", outcome.at().toString());
    json.member("subject", outcome.subject());
    json.member("what", outcome.what());
    outcome.problem().ifPresent(problem -> write(json, problem));
    json.endObject();
  }

  private static void write(JsonWriter json, Problem problem) {
    json.name("problem").beginObject();
    json.member("code", problem.code().id());
    json.member("detail", problem.detail());
    json.member("remedy", problem.code().remedy());
    json.endObject();
  }

  static String state(Bundle bundle) {
    return switch (bundle.getState()) {
      case Bundle.ACTIVE -> "active";
      case Bundle.STARTING -> "starting";
      case Bundle.STOPPING -> "stopping";
      case Bundle.RESOLVED -> "resolved";
      case Bundle.INSTALLED -> "installed";
      default -> "uninstalled";
    };
  }
}
