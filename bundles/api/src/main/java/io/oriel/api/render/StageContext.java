package io.oriel.api.render;

import io.oriel.api.stage.LoadMonitor;
import io.oriel.api.stage.Stage;
import io.oriel.api.stage.StageSource;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** A stage that a renderer is to prepare. */
@ProviderType
public interface StageContext {
  /** Where it comes from, for renderers that read it themselves. */
  StageSource source();

  /**
   * The stage as its reader delivers it. The engine keeps it open until the renderer has closed the
   * {@link PreparedStage} made of it.
   */
  Stage stage();

  /** Settings of the renderer by key, those that were set; see {@link RenderSetting}. */
  Map<String, String> settings();

  /** Progress and cancellation. */
  LoadMonitor monitor();
}
