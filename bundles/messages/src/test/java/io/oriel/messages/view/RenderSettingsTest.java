package io.oriel.messages.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.oriel.api.aov.ToneMapping;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.render.RenderSetting;
import io.oriel.api.render.RenderSetting.Applies;
import io.oriel.messages.stage.FakeReply;
import io.oriel.messages.stage.FakeStreamControl;
import io.oriel.messages.stage.Streams;
import io.oriel.messages.view.RenderSettingsChanged.AppliesAt;
import io.oriel.messages.view.RenderSettingsChanged.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of the picture. */
class RenderSettingsTest {
  private final FakeStreamControl stream = new FakeStreamControl();
  private final FakeReply reply = new FakeReply();
  private final Streams streams = stream.asStreams("");

  @BeforeEach
  void offerSettings() {
    stream.settings =
        List.of(
            new RenderSetting(
                "outlineWidth", "Width.", List.of("1", "2"), "2", Applies.RELOAD_REQUIRED),
            new RenderSetting(
                "shadows", "Shadows.", List.of("true", "false"), "true", Applies.IMMEDIATE));
  }

  private void set(String key, Object value) throws OrielException {
    new SetRenderSetting(streams).handle(new SetRenderSetting.Request(key, value), reply);
  }

  private RenderSettingsChanged told() {
    assertThat(reply.sent).isEmpty();
    return (RenderSettingsChanged) reply.broadcast.getLast();
  }

  private OrielException refused(String key, Object value) {
    return catchThrowableOfType(OrielException.class, () -> set(key, value));
  }

  @Test
  void theRenderersSettingsAndThoseOfTheViewAreTold() throws OrielException {
    new GetRenderSettings(streams).handle(new GetRenderSettings.Request(), reply);
    RenderSettingsChanged answer = reply.only(RenderSettingsChanged.class);
    assertThat(answer.settings())
        .isEqualTo(
            Map.of(
                "outlineWidth",
                "2",
                "shadows",
                "true",
                "exposure",
                0.0,
                "toneMapping",
                "reinhard"));
    assertThat(answer.capabilities())
        .containsOnlyKeys("outlineWidth", "shadows", "exposure", "toneMapping");
    assertThat(answer.capabilities().get("outlineWidth").allowed()).contains(List.of("1", "2"));
    assertThat(answer.capabilities().get("exposure").max()).contains(20.0);
    assertThat(answer.result()).isEqualTo(Result.SUCCESS);
  }

  @Test
  void aSettingThatIsSeenAtOnceIsApplied() throws OrielException {
    set("shadows", false);
    assertThat(told())
        .returns(true, RenderSettingsChanged::applied)
        .returns(AppliesAt.IMMEDIATE, RenderSettingsChanged::appliesAt)
        .returns(false, RenderSettingsChanged::requiresReload);
    assertThat(told().settings()).containsEntry("shadows", "false");
  }

  @Test
  void aSettingThatNeedsALoadSaysSo() throws OrielException {
    set("outlineWidth", 1);
    assertThat(told())
        .returns(false, RenderSettingsChanged::applied)
        .returns(AppliesAt.RELOAD_REQUIRED, RenderSettingsChanged::appliesAt)
        .returns(true, RenderSettingsChanged::requiresReload);
    assertThat(told().message().orElseThrow()).contains("resetStage");
    set("outlineWidth", 2.0);
    assertThat(told().settings()).containsEntry("outlineWidth", "2");
  }

  @Test
  void exposureAndToneMappingAreSettingsToo() throws OrielException {
    set("exposure", -1.5);
    set("toneMapping", "aces");
    assertThat(stream.view.exposure()).isEqualTo(-1.5);
    assertThat(stream.view.toneMapping()).isEqualTo(ToneMapping.ACES);
    assertThat(told().settings())
        .containsEntry("exposure", -1.5)
        .containsEntry("toneMapping", "aces");
  }

  @Test
  void whatCannotBeSetIsRefusedWithWhatCan() {
    OrielException refused = refused("gamma", 2);
    assertThat(refused.code()).isEqualTo(ErrorCode.UNSUPPORTED);
    assertThat(refused.getMessage()).contains("outlineWidth, shadows, exposure, toneMapping");
    assertThat(reply.only(RenderSettingsChanged.class))
        .returns(Result.ERROR, RenderSettingsChanged::result)
        .returns(AppliesAt.UNSUPPORTED, RenderSettingsChanged::appliesAt)
        .returns(false, RenderSettingsChanged::applied);
    assertThat(reply.broadcast).isEmpty();
    assertThat(refused("outlineWidth", 99).code()).isEqualTo(ErrorCode.UNSUPPORTED);
    assertThat(refused("toneMapping", "none").getMessage()).contains("reinhard, aces");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "21", "-20.001", "much", "1e999"})
  void anExposureBeyondItsLimitsChangesNothing(String value) {
    assertThat(refused("exposure", value).code()).isEqualTo(ErrorCode.UNSUPPORTED);
    assertThat(stream.view.exposure()).isZero();
  }

  @Test
  void whatIsNoSettingIsMalformed() {
    assertThat(refused(null, 1).code()).isEqualTo(ErrorCode.MALFORMED);
    assertThat(refused("exposure", null).code()).isEqualTo(ErrorCode.MALFORMED);
    assertThat(refused("exposure", List.of(1)).code()).isEqualTo(ErrorCode.MALFORMED);
    assertThat(refused("exposure", Map.of()).code()).isEqualTo(ErrorCode.MALFORMED);
  }
}
