package io.oriel.runtime.itest.pax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.oriel.api.aov.AovConverter;
import io.oriel.api.stream.FrameSubscription;
import java.io.IOException;
import java.util.Set;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** A bundle was built for a later api than the one that is there. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class VersionClashIT {
  private static final int BLUE = 0xFF0000FF;
  private static final String AOV_CONVERTER = AovConverter.class.getName();
  private static final String LATER = "oriel.sample.later";
  private static final String LATER_API = "oriel.sample.later.api";

  @Inject private BundleContext context;

  @Configuration
  public Option[] distribution() throws IOException {
    return Distribution.whole(
        Distribution.location(LATER, SampleJar.paint("9.0.0", BLUE, "[9,10)")),
        Distribution.location(LATER_API, SampleJar.api("9.0.0")));
  }

  @Test
  public void itDoesNotResolveAndTheRequirementIsNamed() throws Exception {
    Server server = new Server(context);
    server.show(30);
    Bundle later = server.install(LATER);
    assertThatThrownBy(later::start)
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("io.oriel.api.aov")
        .hasMessageContaining("9.0.0");
    assertThat(later.getState()).isEqualTo(Bundle.INSTALLED);
    server.uninstall(later);
  }

  @Test
  public void besideItsOwnApiItRunsAndIsNotTakenForOneOfOurs() throws Exception {
    Server server = new Server(context);
    Spectator spectator = new Spectator();
    try (FrameSubscription watching = server.show(30).subscribe(spectator)) {
      Bundle api = server.install(LATER_API);
      Bundle later = server.install(LATER);
      later.start();
      assertThat(later.getRegisteredServices()).hasSize(1);
      ServiceReference<?> converter = later.getRegisteredServices()[0];
      assertThat(converter.isAssignableTo(server.bundle("io.oriel.engine"), AOV_CONVERTER))
          .isFalse();

      long seen = spectator.sequence;
      await("more pictures").atMost(Server.LIMIT).until(() -> spectator.sequence > seen + 30);
      assertThat(spectator.colours).isNotEqualTo(Set.of(BLUE));
      server.uninstall(later, api);
    }
    assertThat(spectator.faults).isEmpty();
  }
}
