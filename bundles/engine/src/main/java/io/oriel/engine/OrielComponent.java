package io.oriel.engine;

import io.oriel.api.embed.Oriel;
import io.oriel.api.embed.PushedStream;
import io.oriel.api.health.Readiness;
import io.oriel.api.health.ReadinessContributor;
import io.oriel.api.stream.StreamControl;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The engine in the hands of its host. */
@Component
public final class OrielComponent implements Oriel {
  private final List<StreamControl> streams = new CopyOnWriteArrayList<>();
  private final List<PushedStream> pushed = new CopyOnWriteArrayList<>();
  private final List<ReadinessContributor> contributors = new CopyOnWriteArrayList<>();

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindStream(StreamControl stream) {
    streams.add(stream);
  }

  void unbindStream(StreamControl stream) {
    streams.remove(stream);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindPushed(PushedStream stream) {
    pushed.add(stream);
  }

  void unbindPushed(PushedStream stream) {
    pushed.remove(stream);
  }

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  void bindContributor(ReadinessContributor contributor) {
    contributors.add(contributor);
  }

  void unbindContributor(ReadinessContributor contributor) {
    contributors.remove(contributor);
  }

  @Override
  public List<StreamControl> streams() {
    return streams.stream().sorted(Comparator.comparing(s -> s.info().name())).toList();
  }

  @Override
  public Optional<StreamControl> stream(String name) {
    return streams.stream().filter(s -> s.info().name().equals(name)).findFirst();
  }

  @Override
  public Optional<PushedStream> pushed(String name) {
    return pushed.stream().filter(s -> s.stream().info().name().equals(name)).findFirst();
  }

  @Override
  public List<Readiness> readiness() {
    return contributors.stream().map(ReadinessContributor::readiness).toList();
  }
}
