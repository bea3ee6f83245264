package io.oriel.selection;

import io.oriel.api.message.MessageHandler;
import io.oriel.tck.MessageHandlerContract;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;
import org.osgi.framework.BundleContext;

/** The handlers of the selection keep the contract. */
class ContractTest {
  /** The defaults of a configuration; of anything else null. */
  private static <T> T withDefaults(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            ContractTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, args) -> method.getDefaultValue()));
  }

  private abstract static class Contract<P extends Record> extends MessageHandlerContract<P> {
    private final Selections selections =
        new Selections(withDefaults(BundleContext.class), withDefaults(SelectionConfig.class));
    private final Function<Selections, MessageHandler<P>> handler;
    private final List<P> accepted;

    @SafeVarargs
    Contract(Function<Selections, MessageHandler<P>> handler, P... accepted) {
      this.handler = handler;
      this.accepted = List.of(accepted);
      FakeStream stream = new FakeStream();
      stream.open();
      selections.bindStream(stream.control);
    }

    @Override
    protected final MessageHandler<P> handler() {
      return handler.apply(selections);
    }

    @Override
    protected final List<P> accepted() {
      return accepted;
    }
  }

  @Nested
  class Selecting extends Contract<PrimPaths> {
    Selecting() {
      super(
          selections -> new SelectPrims(selections),
          new PrimPaths(List.of("/World/A", "/Nobody")),
          new PrimPaths(List.of()));
    }
  }

  @Nested
  class MakingSelectable extends Contract<PrimPaths> {
    MakingSelectable() {
      super(selections -> new MakePrimsSelectable(selections), new PrimPaths(List.of("/World/A")));
    }
  }

  @Nested
  class Picking extends Contract<Pick.Request> {
    Picking() {
      super(
          selections -> new Pick(selections),
          new Pick.Request("seven", 1.0, 2.0),
          new Pick.Request(7L, 1.0, 2.0));
    }
  }
}
