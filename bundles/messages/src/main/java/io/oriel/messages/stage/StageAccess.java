package io.oriel.messages.stage;

import io.oriel.api.stage.StageSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Which stages the viewers of each stream may open. A service within this bundle. Any thread. */
@Component(service = StageAccess.class, configurationPid = StageConfig.PID)
@Designate(ocd = StageConfig.class)
public final class StageAccess {
  private record Settings(List<Path> roots, Set<String> schemes, Duration timeout) {
    static Settings of(StageConfig config) {
      return new Settings(
          Arrays.stream(config.stageRoots())
              .filter(root -> !root.isBlank())
              .map(root -> Path.of(root).toAbsolutePath().normalize())
              .toList(),
          Set.copyOf(Arrays.asList(config.stageSchemes())),
          Duration.ofSeconds(config.loadTimeoutSeconds()));
    }
  }

  private final Streams streams;
  private volatile Settings settings;

  @Activate
  public StageAccess(StageConfig config, @Reference Streams streams) {
    this.streams = streams;
    modified(config);
  }

  @Modified
  void modified(StageConfig config) {
    settings = Settings.of(config);
  }

  /** What the viewers of a stream may open. */
  StageAddresses of(String stream) {
    Settings now = settings;
    return new StageAddresses(
        Stream.concat(now.roots().stream(), folderOf(streams.firstStage(stream)).stream())
            .distinct()
            .toList(),
        now.schemes());
  }

  /** A stage as viewers have it loaded. */
  StageSource source(String location) {
    return StageSource.of(location).within(settings.timeout());
  }

  /** The folder that a stage lies in; none for the root of a disk, which would allow all of it. */
  private static Optional<Path> folderOf(String location) {
    if (location.isEmpty() || StageAddresses.isRemote(location)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(StageAddresses.filePath(location).getParent())
          .filter(folder -> folder.getNameCount() > 0);
    } catch (IllegalArgumentException odd) {
      return Optional.empty();
    }
  }
}
