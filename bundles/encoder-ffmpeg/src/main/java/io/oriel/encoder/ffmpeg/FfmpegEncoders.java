package io.oriel.encoder.ffmpeg;

import io.oriel.api.metrics.CounterReading;
import io.oriel.api.metrics.MetricSource;
import io.oriel.api.video.EncoderProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Offers the encoders, which share one library. They are no components that refer to it as a
 * service: two copies of this bundle, as there are while one replaces the other, have two classes
 * of its name, and Equinox would hand out either.
 */
@Component(
    configurationPid = "io.oriel.encoder.ffmpeg",
    immediate = true,
    property = MetricSource.BUNDLE + "=encoder-ffmpeg")
@Designate(ocd = FfmpegConfig.class)
public final class FfmpegEncoders implements MetricSource {
  private final FfmpegLibrary library;
  private final List<ServiceRegistration<EncoderProvider>> registrations;

  @Activate
  public FfmpegEncoders(BundleContext context, FfmpegConfig config) {
    library =
        new FfmpegLibrary(
            config.cacheFolder().isEmpty()
                ? context.getDataFile("natives").toPath()
                : Path.of(config.cacheFolder()));
    registrations =
        List.of(
            register(context, "nvenc", new NvencProvider(library)),
            register(context, "openh264", new OpenH264Provider(library)),
            register(context, "x264", new X264Provider(library)));
  }

  private static ServiceRegistration<EncoderProvider> register(
      BundleContext context, String name, EncoderProvider provider) {
    Map<String, String> properties =
        Map.of(EncoderProvider.ENCODER, name, EncoderProvider.CODEC, "H264");
    return context.registerService(
        EncoderProvider.class, provider, FrameworkUtil.asDictionary(properties));
  }

  @Deactivate
  void stop() {
    registrations.forEach(ServiceRegistration::unregister);
    library.close();
  }

  @Override
  public List<CounterReading> counters() {
    return library.counters().readings();
  }
}
