package io.oriel.runtime.launcher;

import io.oriel.api.embed.EmbeddingException;
import io.oriel.api.embed.OrielBuilder;
import io.oriel.api.embed.RunningOriel;
import io.oriel.api.embed.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** The builder that {@code Oriel.builder()} finds; the name is in {@code META-INF/services}. */
public final class EmbeddingBuilder implements OrielBuilder {
  private final List<Path> more = new ArrayList<>();
  private final List<Class<?>> shared = new ArrayList<>();
  private Optional<Path> bundles = Optional.empty();
  private Optional<Path> work = Optional.empty();
  private Settings settings = Settings.DEFAULTS;

  @Override
  public OrielBuilder bundles(Path folder) {
    bundles = Optional.of(folder);
    return this;
  }

  @Override
  public OrielBuilder bundle(Path jar) {
    more.add(Objects.requireNonNull(jar, "jar"));
    return this;
  }

  @Override
  public OrielBuilder work(Path folder) {
    work = Optional.of(folder);
    return this;
  }

  @Override
  public OrielBuilder settings(Settings values) {
    settings = Objects.requireNonNull(values, "values");
    return this;
  }

  @Override
  public OrielBuilder share(Class<?> anchor) {
    shared.add(Objects.requireNonNull(anchor, "anchor"));
    return this;
  }

  @Override
  public RunningOriel start() throws EmbeddingException {
    List<Path> jars = new ArrayList<>(jars(bundles.orElseGet(Installation.present()::bundles)));
    jars.addAll(more);
    Optional<TemporaryFolder> temporary =
        work.isPresent() ? Optional.empty() : Optional.of(TemporaryFolder.make("oriel-work-"));
    Path folder = temporary.map(TemporaryFolder::path).or(() -> work).orElseThrow();
    HostConfiguration configuration = new HostConfiguration(settings, Surroundings.of(folder));
    Embedding embedding = new Embedding(jars, configuration, folder, temporary, shared);
    return new HostedOriel(started(embedding), configuration);
  }

  private static Embedded started(Embedding embedding) throws EmbeddingException {
    OwnThread<Embedded> thread = OwnThread.begin("oriel-start", embedding::start);
    try {
      return thread.await(thread::interrupt);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EmbeddingException refusal) {
        throw refusal;
      }
      throw new StartException("the engine does not start: " + e.getCause(), e.getCause());
    }
  }

  private static List<Path> jars(Path folder) throws StartException {
    if (!Files.isDirectory(folder)) {
      throw new StartException(
          "there is no folder of bundles "
              + folder.toAbsolutePath().normalize()
              + "; unpack the distribution and name its folder with the environment variable"
              + " ORIEL_HOME, the system property oriel.home or OrielBuilder.bundles");
    }
    try {
      return BundleJar.files(folder);
    } catch (IOException e) {
      throw new StartException("the folder of bundles " + e.getMessage() + " cannot be read", e);
    }
  }
}
