package io.oriel.navigation;

import io.oriel.api.message.MessageHandler;
import io.oriel.api.stream.Stream;
import io.oriel.tck.MessageHandlerContract;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The handlers of the camera keep the contract. */
class ContractTest {
  private abstract static class Contract<P extends Record> extends MessageHandlerContract<P> {
    private final Navigation navigation = new Navigation(withMouse(), new FakeClock());
    private final Function<Navigation, MessageHandler<P>> handler;
    private final List<P> accepted;

    @SafeVarargs
    Contract(Function<Navigation, MessageHandler<P>> handler, P... accepted) {
      this.handler = handler;
      this.accepted = List.of(accepted);
      FakeStream stream = new FakeStream();
      stream.drawn.put("/World/A", FakeStream.BOX);
      stream.drawn.put("/World/B", FakeStream.BOX);
      navigation.bindStream(stream.control);
      navigation.bindSelection(new FakeSelection(), Map.of(Stream.STREAM, "main"));
    }

    private static NavigationConfig withMouse() {
      return (NavigationConfig)
          Proxy.newProxyInstance(
              ContractTest.class.getClassLoader(),
              new Class<?>[] {NavigationConfig.class},
              (self, method, args) ->
                  method.getName().equals("mouseInput") ? true : method.getDefaultValue());
    }

    @AfterEach
    void stop() {
      navigation.stop();
    }

    @Override
    protected final MessageHandler<P> handler() {
      return handler.apply(navigation);
    }

    @Override
    protected final List<P> accepted() {
      return accepted;
    }
  }

  @Nested
  class ChoosingACamera extends Contract<SetCamera.Request> {
    ChoosingACamera() {
      super(navigation -> new SetCamera(navigation), new SetCamera.Request("__orbit__"));
    }
  }

  @Nested
  class ChoosingATool extends Contract<SetActiveTool.Request> {
    ChoosingATool() {
      super(navigation -> new SetActiveTool(navigation), new SetActiveTool.Request("pan"));
    }
  }

  @Nested
  class TurningInputOnAndOff extends Contract<SetViewportInputActive.Request> {
    TurningInputOnAndOff() {
      super(
          navigation -> new SetViewportInputActive(navigation),
          new SetViewportInputActive.Request(true));
    }
  }

  @Nested
  class TheMouse extends Contract<MouseInput.Request> {
    TheMouse() {
      super(
          navigation -> new MouseInput(navigation),
          new MouseInput.Request("mouse_button", 1.0, 2.0, 0, true, null, 0),
          new MouseInput.Request("mouse_wheel", 1.0, 2.0, null, null, 1.0, null),
          new MouseInput.Request("mouse_move", 1.0, 2.0, null, null, null, null));
    }
  }

  @Nested
  class Commands extends Contract<CameraCommand.Request> {
    Commands() {
      super(
          navigation -> new CameraCommand(navigation),
          new CameraCommand.Request("orbit", 10.0, 5.0, null, null),
          new CameraCommand.Request("dolly", null, null, 1.0, null),
          new CameraCommand.Request("mode", null, null, null, "fly"));
    }
  }

  @Nested
  class TheGizmo extends Contract<SetCameraGizmo.Request> {
    TheGizmo() {
      super(navigation -> new SetCameraGizmo(navigation), new SetCameraGizmo.Request("dcc"));
    }
  }

  @Nested
  class Fitting extends Contract<FitCamera.Request> {
    Fitting() {
      super(
          navigation -> new FitCamera(navigation),
          new FitCamera.Request("/World/A", null, List.of("/World/B")),
          new FitCamera.Request(null, null, null));
    }
  }
}
