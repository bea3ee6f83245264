package io.oriel.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.api.selection.SelectionService;
import io.oriel.api.selection.SelectionService.Change;
import io.oriel.tck.FakeViewer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** A selection that takes the place of another: nobody notices. */
class SwapTest {
  private final FakeStream stream = new FakeStream();
  private final FakeViewer ada = new FakeViewer("v");
  private final List<Object> registered = new ArrayList<>();
  private final Selections former = selections();
  private final Selections newcomer = selections();

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(SwapTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private Selections selections() {
    BundleContext context =
        fake(
            BundleContext.class,
            (self, method, args) ->
                switch (method.getName()) {
                  case "registerService" -> register(args[1]);
                  case "getServiceReferences" -> references((Class<?>) args[0], (String) args[1]);
                  default -> throw new UnsupportedOperationException(method.getName());
                });
    return new Selections(
        context, fake(SelectionConfig.class, (config, method, args) -> method.getDefaultValue()));
  }

  private ServiceRegistration<?> register(Object service) {
    registered.add(service);
    return fake(
        ServiceRegistration.class,
        (registration, unregisters, none) -> {
          registered.remove(service);
          return null;
        });
  }

  private List<ServiceReference<?>> references(Class<?> type, String filter) {
    assertThat(type).isEqualTo(SelectionService.class);
    assertThat(filter).isEqualTo("(oriel.stream=main)");
    List<ServiceReference<?>> references = new ArrayList<>();
    registered.forEach(one -> references.add(fake(ServiceReference.class, (r, m, args) -> null)));
    return references;
  }

  @BeforeEach
  void select() throws Exception {
    stream.open();
    former.bindStream(stream.control);
    former.of(ada).select(List.of("/World/C", "/World", "/World/A"));
  }

  @Test
  void theNewcomerHasWhatIsSelectedAndItStaysOutlinedWhenTheFormerGoes() throws Exception {
    Map<String, Integer> outlines = stream.view.outlines();
    newcomer.bindStream(stream.control);
    assertThat(newcomer.of(ada).selected()).containsExactly("/World", "/World/C", "/World/A");
    former.unbindStream(stream.control);
    assertThat(stream.view.outlines()).isEqualTo(outlines);
    newcomer.of(ada).click(ada, 1, 1, Change.ADD);
    stream.asked.remove().hit("/World/D");
    assertThat(newcomer.of(ada).selected())
        .containsExactly("/World", "/World/C", "/World/A", "/World/D");
    newcomer.unbindStream(stream.control);
    assertThat(stream.view.outlines()).as("the last one's").isEmpty();
  }

  @Test
  void whatTheNewcomerSelectedStaysWhenTheFormerGoes() throws Exception {
    newcomer.bindStream(stream.control);
    newcomer.of(ada).select(List.of("/World/D"));
    former.unbindStream(stream.control);
    assertThat(stream.view.outlines()).isEqualTo(Map.of("/World/D", OutlineGroups.PRIMARY));
  }

  @Test
  void whatViewersOfTheFormerPointedAtIsOutlinedNoMore() throws Exception {
    former.of(ada).hover(ada, 1, 1);
    stream.asked.remove().hit("/World/D");
    assertThat(stream.view.outlines()).containsEntry("/World/D", OutlineGroups.HOVER);
    newcomer.bindStream(stream.control);
    former.unbindStream(stream.control);
    assertThat(stream.view.outlines())
        .doesNotContainKey("/World/D")
        .containsEntry("/World/A", OutlineGroups.PRIMARY);
  }

  @Test
  void anotherStageEndsWhatWasTakenOver() throws Exception {
    newcomer.bindStream(stream.control);
    former.unbindStream(stream.control);
    stream.open();
    assertThat(newcomer.of(ada).selected()).isEmpty();
    assertThat(stream.view.outlines()).isEmpty();
  }
}
