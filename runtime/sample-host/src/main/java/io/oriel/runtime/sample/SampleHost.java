package io.oriel.runtime.sample;

import io.oriel.api.embed.Oriel;
import io.oriel.api.embed.PushedStream;
import io.oriel.api.embed.RunningOriel;
import io.oriel.api.embed.Settings;
import io.oriel.api.embed.StreamSettings;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.ImageSpec;
import io.oriel.api.image.PixelFormat;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Shows its own pictures in a browser until Ctrl-C. Argument: the first of three free ports. */
public final class SampleHost {
  private static final ImageSpec SPEC = ImageSpec.of(640, 360, PixelFormat.BGRA8);

  public static void main(String[] arguments) throws Exception {
    int port = arguments.length == 0 ? 49100 : Integer.parseInt(arguments[0]);
    Settings settings =
        Settings.EMPTY
            .pushed(StreamSettings.named("main").size(640, 360).framesPerSecond(30))
            .component("io.oriel.http.public", Map.of("port", port))
            .component("io.oriel.http.private", Map.of("port", port + 1))
            .component("io.oriel.transport.webrtc", Map.of("port", port + 2));
    try (RunningOriel oriel = Oriel.builder().settings(settings).start()) {
      Runtime.getRuntime().addShutdownHook(new Thread(oriel::close));
      URI page = oriel.page().orElseThrow(() -> new IllegalStateException("" + oriel.failures()));
      System.out.println("Open " + page + " and press Ctrl-C to end.");
      paint(oriel.pushed("main").orElseThrow());
    } catch (OrielException e) {
      if (e.code() != ErrorCode.STREAM_ENDED) {
        throw e;
      }
    }
  }

  private static void paint(PushedStream stream) throws Exception {
    var own = new ConcurrentLinkedQueue<HostImage>();
    for (int turn = 0; ; turn++) {
      HostImage free = own.poll();
      HostImage picture =
          free != null ? free : new HostImage(SPEC, Arena.global().allocate(SPEC.sizeBytes()));
      for (int pixel = 0; pixel < 640 * 360; pixel++) {
        int x = pixel % 640 + 2 * turn;
        int y = pixel / 640 + turn;
        int color = 0xff000000 | (x & 255) | (y & 255) << 8 | ((x ^ y) & 64) << 17;
        picture.segment().setAtIndex(ValueLayout.JAVA_INT, pixel, color);
      }
      stream.push(picture).whenReleased().thenAccept(shown -> own.add(picture));
      Thread.sleep(1000 / 30);
    }
  }
}
