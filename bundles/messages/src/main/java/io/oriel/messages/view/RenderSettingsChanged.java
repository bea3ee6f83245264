package io.oriel.messages.view;

import io.oriel.api.error.Problem;
import io.oriel.api.message.ServerMessage;
import io.oriel.api.message.WireName;
import io.oriel.api.render.RenderSetting;
import io.oriel.api.stream.StreamControl;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the picture.
 *
 * @param settings values by key
 * @param capabilities what may be set, by key
 * @param result of the change; {@code success} if there was none
 * @param applied true if the change is seen from the next picture on
 * @param appliesAt when the change is seen
 * @param requiresReload true if the stage has to be loaded again for it
 * @param message what there is to say about the change
 */
public record RenderSettingsChanged(
    Map<String, Object> settings,
    Map<String, SettingInfo> capabilities,
    Result result,
    boolean applied,
    @WireName("applies_at") AppliesAt appliesAt,
    @WireName("requires_reload") boolean requiresReload,
    Optional<String> message)
    implements ServerMessage {
  /** How a change ended. */
  public enum Result {
    SUCCESS,
    ERROR
  }

  /** When a change is seen; the names are those on the wire. */
  public enum AppliesAt {
    IMMEDIATE,
    RELOAD_REQUIRED,
    UNSUPPORTED;

    static AppliesAt of(RenderSetting.Applies applies) {
      return switch (applies) {
        case IMMEDIATE -> IMMEDIATE;
        case RELOAD_REQUIRED -> RELOAD_REQUIRED;
      };
    }
  }

  /** The settings as they are. */
  static RenderSettingsChanged of(StreamControl stream) {
    return new RenderSettingsChanged(
        ViewSettings.values(stream),
        ViewSettings.offered(stream),
        Result.SUCCESS,
        false,
        AppliesAt.IMMEDIATE,
        false,
        Optional.empty());
  }

  /** After a change. */
  static RenderSettingsChanged changed(StreamControl stream, AppliesAt appliesAt) {
    boolean reload = appliesAt == AppliesAt.RELOAD_REQUIRED;
    return new RenderSettingsChanged(
        ViewSettings.values(stream),
        ViewSettings.offered(stream),
        Result.SUCCESS,
        !reload,
        appliesAt,
        reload,
        reload
            ? Optional.of("It is seen when the stage is loaded again, as by resetStage.")
            : Optional.empty());
  }

  /** After a change that was not made. */
  static RenderSettingsChanged refused(StreamControl stream, Problem problem) {
    return new RenderSettingsChanged(
        ViewSettings.values(stream),
        ViewSettings.offered(stream),
        Result.ERROR,
        false,
        AppliesAt.UNSUPPORTED,
        false,
        Optional.of(problem.message()));
  }

  @Override
  public String event() {
    return "renderSettingsChanged";
  }
}
