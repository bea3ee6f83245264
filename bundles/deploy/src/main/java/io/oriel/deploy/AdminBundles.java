package io.oriel.deploy;

import io.oriel.api.deploy.DeployedBundle;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.http.HttpRequest;
import io.oriel.http.HttpResource;
import io.oriel.http.HttpResponse;
import io.oriel.http.HttpRoute;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code /admin/bundles} on the private listener. The token comes in the {@code Authorization}
 * header and in no other way, so that no page that an operator visits can use it.
 */
@Component
@HttpRoute(
    path = {AdminBundles.PATH, AdminBundles.PATH + "/*"},
    listener = HttpRoute.PRIVATE,
    methods = {"GET", "POST", "DELETE"},
    bodyLimitBytes = AdminBundles.MAX_BODY_BYTES)
public final class AdminBundles implements HttpResource {
  static final String PATH = "/admin/bundles";

  /** A body is held in memory before anybody knows who sends it; larger jars go by the folder. */
  static final int MAX_BODY_BYTES = 8 << 20;

  private static final Set<String> JAR_TYPES =
      Set.of("application/java-archive", "application/octet-stream");
  private static final String JSON = "application/json";

  private final DeployService deploy;

  @Activate
  public AdminBundles(@Reference DeployService deploy) {
    this.deploy = deploy;
  }

  @Override
  public HttpResponse handle(HttpRequest request) throws OrielException {
    Optional<HttpResponse> refusal = refusal(request);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String[] words =
        request.remainder().isEmpty() ? new String[0] : request.remainder().split("/", -1);
    return switch (request.method() + " " + words.length) {
      case "GET 0" -> json(200, BundleList.of(deploy));
      case "POST 0" -> install(request);
      case "DELETE 1" -> {
        long id = id(words[0]);
        deploy.remove(id);
        yield HttpResponse.status(204);
      }
      case "POST 2" -> change(id(words[0]), words[1]);
      default -> throw notFound(request.path());
    };
  }

  /** The list is for everybody who reaches the listener, as long as there is no token. */
  private Optional<HttpResponse> refusal(HttpRequest request) {
    Optional<String> token = deploy.token();
    if (token.isEmpty()) {
      return request.method().equals("GET")
          ? Optional.empty()
          : Optional.of(
              refuse(
                  ErrorCode.FORBIDDEN,
                  "no token is configured: set "
                      + DeployConfig.PID
                      + " adminTokenFile to a file with "
                      + AdminToken.MIN_CHARACTERS
                      + " characters or more"));
    }
    boolean proven =
        request
            .header("Authorization")
            .filter(value -> AdminToken.matches(token.get(), value))
            .isPresent();
    return proven
        ? Optional.empty()
        : Optional.of(
            refuse(ErrorCode.AUTHENTICATION_FAILED, "send Authorization: Bearer <token>")
                .header("WWW-Authenticate", "Bearer"));
  }

  private HttpResponse refuse(ErrorCode code, String detail) {
    deploy.countRefusal();
    return HttpResponse.problem(new Problem(code, detail));
  }

  private HttpResponse install(HttpRequest request) throws OrielException {
    if (!JAR_TYPES.contains(request.mediaType())) {
      throw new OrielException(
          ErrorCode.UNSUPPORTED_MEDIA_TYPE, "send the jar as application/java-archive");
    }
    DeployedBundle bundle = deploy.install(request.body());
    return json(201, BundleList.of(deploy, deploy.framework().bundle(bundle.bundleId())))
        .header("Location", PATH + "/" + bundle.bundleId());
  }

  private HttpResponse change(long id, String verb) throws OrielException {
    switch (verb) {
      case "start" -> deploy.start(id);
      case "stop" -> deploy.stop(id);
      default -> throw notFound(verb);
    }
    return json(200, BundleList.of(deploy, deploy.framework().bundle(id)));
  }

  private static long id(String text) throws OrielException {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw notFound(text);
    }
  }

  private static OrielException notFound(String what) {
    return new OrielException(ErrorCode.NOT_FOUND, what);
  }

  private static HttpResponse json(int status, String body) {
    return HttpResponse.status(status).body(JSON, body).header("Cache-Control", "no-store");
  }
}
