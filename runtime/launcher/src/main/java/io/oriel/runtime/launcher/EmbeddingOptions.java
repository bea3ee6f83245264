package io.oriel.runtime.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an embedded framework is made of. Immutable; {@link #builder()} makes one.
 *
 * <p>The bundles are those of the directory in the order of their names, and then the single ones
 * in the order in which they were added; in that order they are started.
 */
public final class EmbeddingOptions {
  private final Optional<Path> bundleDirectory;
  private final List<Path> bundles;
  private final ConfigurationSource configuration;
  private final Path workDirectory;
  private final List<Class<?>> shared;

  private EmbeddingOptions(Builder builder) {
    bundleDirectory = builder.bundleDirectory;
    bundles = List.copyOf(builder.bundles);
    configuration = builder.configuration;
    workDirectory =
        builder.workDirectory.orElseThrow(
            () -> new IllegalStateException("a work directory is needed"));
    shared = List.copyOf(builder.shared);
  }

  /** Starts with nothing set; a work directory must follow. */
  public static Builder builder() {
    return new Builder();
  }

  Optional<Path> bundleDirectory() {
    return bundleDirectory;
  }

  List<Path> bundles() {
    return bundles;
  }

  ConfigurationSource configuration() {
    return configuration;
  }

  Path workDirectory() {
    return workDirectory;
  }

  List<Class<?>> shared() {
    return shared;
  }

  /** Collects options; for one thread. */
  public static final class Builder {
    private Optional<Path> bundleDirectory = Optional.empty();
    private final List<Path> bundles = new ArrayList<>();
    private ConfigurationSource configuration = settings -> Configuration.empty();
    private Optional<Path> workDirectory = Optional.empty();
    private final List<Class<?>> shared = new ArrayList<>();

    private Builder() {}

    /** Takes all jars of a directory. */
    public Builder bundleDirectory(Path directory) {
      bundleDirectory = Optional.of(directory);
      return this;
    }

    /** Adds one bundle. */
    public Builder bundle(Path jar) {
      bundles.add(Objects.requireNonNull(jar));
      return this;
    }

    /** Configures the bundles; without it they have their defaults. */
    public Builder configuration(Configuration values) {
      Objects.requireNonNull(values);
      return configuration(settings -> values);
    }

    Builder configuration(ConfigurationSource source) {
      configuration = source;
      return this;
    }

    /**
     * Sets the folder below which the framework keeps what bundles write. Several frameworks, in
     * one process or in several, may name the same one: each takes a part of its own.
     */
    public Builder workDirectory(Path directory) {
      workDirectory = Optional.of(directory);
      return this;
    }

    /**
     * Shares the packages of one more bundle of the host's class path, beside Oriel's contracts and
     * those of OSGi's own services.
     *
     * @param anchor any class of it
     */
    public Builder share(Class<?> anchor) {
      shared.add(Objects.requireNonNull(anchor));
      return this;
    }

    /** The finished options. */
    public EmbeddingOptions build() {
      return new EmbeddingOptions(this);
    }
  }
}
