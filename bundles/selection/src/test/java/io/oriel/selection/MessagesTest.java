package io.oriel.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.error.Problem;
import io.oriel.api.message.Announcer;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.render.PickResult.Outcome;
import io.oriel.api.selection.SelectionService;
import io.oriel.api.stream.Stream;
import io.oriel.tck.FakeReply;
import io.oriel.tck.FakeViewer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** What messages about the selection do and what is answered. */
class MessagesTest {
  private final FakeStream stream = new FakeStream();
  private final FakeViewer ada = new FakeViewer("v");
  private final Map<Object, SelectionService> registered = new HashMap<>();
  private final FakeReply reply = new FakeReply(ada);
  private final List<ServerMessage> sent = reply.sent();
  private final List<ServerMessage> broadcast = reply.broadcast();
  private final List<Problem> failed = reply.failures();
  private Selections selections;

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            MessagesTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  @BeforeEach
  void begin() {
    stream.open();
    BundleContext context =
        fake(
            BundleContext.class,
            (self, method, args) -> {
              if (method.getName().equals("getServiceReferences")) {
                return List.of();
              }
              Object name = ((Dictionary<?, ?>) args[2]).get(Stream.STREAM);
              registered.put(name, (SelectionService) args[1]);
              return fake(
                  ServiceRegistration.class,
                  (registration, unregisters, none) -> {
                    registered.remove(name);
                    return null;
                  });
            });
    SelectionConfig defaults =
        fake(SelectionConfig.class, (config, method, args) -> method.getDefaultValue());
    selections = new Selections(context, defaults);
    selections.bindStream(stream.control);
  }

  private ErrorCode refusal(Pick.Request request) {
    return catchThrowableOfType(
            OrielException.class, () -> new Pick(selections).handle(request, reply))
        .code();
  }

  @Test
  void eachStreamHasASelectionAsLongAsItIsThere() throws Exception {
    assertThat(registered).containsOnlyKeys("main");
    registered.get("main").select(List.of("/World/A"));
    assertThat(selections.of(ada).selected()).containsExactly("/World/A");
    assertThat(selections.counters()).hasSize(SelectionCounter.values().length);
    selections.unbindStream(stream.control);
    assertThat(registered).isEmpty();
    assertThat(stream.view.outlines()).isEmpty();
    OrielException ended = catchThrowableOfType(OrielException.class, () -> selections.of(ada));
    assertThat(ended.code()).isEqualTo(ErrorCode.STREAM_ENDED);
  }

  @Test
  void aSelectionByPathsIsBroadcastAndNotAnnouncedToo() throws Exception {
    List<ServerMessage> announced = new ArrayList<>();
    Announcer announcer =
        fake(Announcer.class, (a, method, args) -> announced.add((ServerMessage) args[1]));
    selections.bindAnnouncer(announcer);
    SelectPrims handler = new SelectPrims(selections);
    handler.handle(new PrimPaths(List.of("/World/A")), reply);
    assertThat(broadcast).containsExactly(new StageSelectionChanged(List.of("/World/A")));
    assertThat(broadcast.getFirst().event()).isEqualTo("stageSelectionChanged");
    assertThat(announced).isEmpty();
    selections.of(ada).click(ada, 1, 1, SelectionService.Change.REPLACE);
    stream.asked.remove().hit("/World/C");
    assertThat(announced).hasSize(1);
  }

  @Test
  void pathsThatAreMissingAreAnError() {
    for (var handler : List.of(new SelectPrims(selections), new MakePrimsSelectable(selections))) {
      OrielException error =
          catchThrowableOfType(
              OrielException.class, () -> handler.handle(new PrimPaths(null), reply));
      assertThat(error.code()).isEqualTo(ErrorCode.MALFORMED);
      assertThat(error).hasMessage("paths is missing");
    }
  }

  @Test
  void whoNamesPrimsThatAreNotThereAmongOthersIsToldSo() throws Exception {
    List<String> paths = List.of("/World/A", "/Nobody", "/Nothing", "/World/C", "/Nobody");
    new SelectPrims(selections).handle(new PrimPaths(paths), reply);
    new MakePrimsSelectable(selections).handle(new PrimPaths(paths.subList(0, 2)), reply);
    assertThat(broadcast)
        .containsExactly(new StageSelectionChanged(List.of("/World/A", "/World/C")));
    assertThat(failed)
        .containsExactly(
            new Problem(
                ErrorCode.NOT_FOUND,
                "the stage has no prim /Nobody and lacks 1 more of those named"),
            new Problem(ErrorCode.NOT_FOUND, "the stage has no prim /Nobody"));
    selections.of(ada).click(ada, 1, 1, SelectionService.Change.REPLACE);
    stream.asked.remove().hit("/World/A/B");
    assertThat(selections.of(ada).selected()).containsExactly("/World/A");
  }

  @Test
  void whatIsMadeSelectableIsWhatClicksFind() throws Exception {
    new MakePrimsSelectable(selections).handle(new PrimPaths(List.of("/World/A")), reply);
    selections.of(ada).click(ada, 1, 1, SelectionService.Change.REPLACE);
    stream.asked.remove().hit("/World/A/B");
    assertThat(selections.of(ada).selected()).containsExactly("/World/A");
    assertThat(sent).isEmpty();
  }

  @Test
  void aPickIsAnsweredWithItsOwnNumber() throws Exception {
    Pick handler = new Pick(selections);
    handler.handle(new Pick.Request("seven", 1.0, 2.0), reply);
    stream.asked.remove().hit("/World/A");
    handler.handle(new Pick.Request(7L, 1.0, 2.0), reply);
    stream.asked.remove().answer(Outcome.SUPERSEDED);
    handler.handle(new Pick.Request(null, 1.0, 2.0), reply);
    stream.asked.remove().answer(Outcome.MISS);
    assertThat(sent)
        .containsExactly(
            new Pick.Result(Optional.of("seven"), Outcome.HIT, Optional.of("/World/A")),
            new Pick.Result(Optional.of(7L), Outcome.SUPERSEDED, Optional.empty()),
            new Pick.Result(Optional.empty(), Outcome.MISS, Optional.empty()));
    assertThat(sent.getFirst().event()).isEqualTo("pickResult");
  }

  @Test
  void aPickThatIsNoneIsAnError() {
    assertThat(refusal(new Pick.Request("a", null, 1.0))).isEqualTo(ErrorCode.MALFORMED);
    assertThat(refusal(new Pick.Request("a", 1.0, null))).isEqualTo(ErrorCode.MALFORMED);
    assertThat(refusal(new Pick.Request(List.of(), 1.0, 1.0))).isEqualTo(ErrorCode.MALFORMED);
    assertThat(refusal(new Pick.Request("a", 1e9, 1.0))).isEqualTo(ErrorCode.MALFORMED);
  }

  @Test
  void aNewcomerHearsWhatIsSelected() {
    registered.get("main").select(List.of("/World/A"));
    new SelectionGreeting(selections).greet(reply);
    assertThat(sent).containsExactly(new StageSelectionChanged(List.of("/World/A")));
    selections.unbindStream(stream.control);
    new SelectionGreeting(selections).greet(reply);
    assertThat(failed).extracting(Problem::code).containsExactly(ErrorCode.STREAM_ENDED);
  }
}
