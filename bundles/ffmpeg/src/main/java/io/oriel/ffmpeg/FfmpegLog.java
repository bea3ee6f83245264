package io.oriel.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.setLogCallback;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.LogCallback;
import org.bytedeco.javacpp.BytePointer;

/**
 * The error messages of the libraries; whatever is less than an error is left out inside the
 * library. It lives here because a native callback can never be taken back: those who listen may
 * come and go.
 */
public final class FfmpegLog {
  /** Tells messages of the same kind apart, which is not wanted. */
  private static final Pattern ADDRESS = Pattern.compile(" @ 0x[0-9a-f]+");

  private static volatile Consumer<String> listener = message -> {};
  private static Callback callback;

  private FfmpegLog() {}

  /**
   * Has the listener called with every error message, on the thread on which the library says it,
   * in the place of the listener before. Nothing is heard before {@link FfmpegNatives#load}.
   */
  public static void listen(Consumer<String> newListener) {
    listener = newListener;
  }

  /** Stops calling this listener, if it is still the present one. */
  public static synchronized void forget(Consumer<String> oldListener) {
    if (listener == oldListener) {
      listener = message -> {};
    }
  }

  static synchronized void install() {
    // Quiet until the callback is in place: the library's own one writes to the error stream.
    av_log_set_level(AV_LOG_QUIET);
    callback = new Callback();
    setLogCallback(callback);
    av_log_set_level(AV_LOG_ERROR);
  }

  private static final class Callback extends LogCallback {
    @Override
    public void call(int level, BytePointer message) {
      listener.accept(ADDRESS.matcher(message.getString()).replaceAll("").strip());
    }
  }
}
