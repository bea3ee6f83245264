package io.oriel.api.embed;

import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import io.oriel.api.image.DeviceImage;
import io.oriel.api.image.HostImage;
import io.oriel.api.image.Image;
import io.oriel.api.stream.Stream;
import io.oriel.api.video.Codec;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A stream that shows what its host pushes: whole pictures, or pictures that the host has encoded.
 * Registered as a service with the property {@link Stream#STREAM}, beside {@link Stream}, for each
 * configuration {@code io.oriel.engine.pushed}, which also says which of the two it takes. Safe for
 * use from any thread. A picture's push returns at once; a unit's calls the sinks on the caller's
 * thread, which do not block.
 *
 * <p>Nothing is copied: from the push until the {@link PushLease} is released the memory is Oriel's
 * to read, and the host neither writes nor frees it. A push that throws has taken nothing: there is
 * no lease and the memory is the host's as before. Every push may fail with {@link
 * ErrorCode#STREAM_ENDED} once the stream was removed, and with {@link ErrorCode#PUSH_INVALID} when
 * what is pushed does not fit the stream; both lose nothing that was pushed before.
 */
@ProviderType
public interface PushedStream {
  /** The stream, as everybody else sees it. */
  Stream stream();

  /**
   * Shows a picture: of the stream's size, BGRA8. Of pictures that come faster than the stream's
   * rate the newest is shown. While nothing is pushed the last one stays.
   *
   * @param picture a {@link HostImage} on native memory that any thread may read, at any address
   *     and pitch; or a {@link DeviceImage}, refused today with {@link ErrorCode#PUSH_DEVICE}:
   *     nothing reads a device's memory yet
   */
  PushLease push(Image picture) throws OrielException;

  /**
   * Shows a picture that lies in a DLPack tensor: u8, height x width x 4 in the order BGRA, pixels
   * without gaps, rows with or without. Tensors on a device as in {@link #push(Image)}. The
   * tensor's deleter is called on a thread of the engine just before the lease is released; if the
   * push throws it is not called.
   */
  PushLease push(DlpackPicture picture) throws OrielException;

  /**
   * Shows a picture that lies in a CUDA array. Refused today with {@link ErrorCode#PUSH_DEVICE}.
   */
  PushLease push(CudaArray picture) throws OrielException;

  /**
   * Hands an encoded picture to those who watch, on the caller's thread. Taken one after another,
   * with capture times that rise. A unit that nobody can use, because one before it was lost or no
   * keyframe has come yet, is dropped, and a keyframe wanted.
   */
  PushLease push(PushedUnit unit) throws OrielException;

  /**
   * Has the listener called whenever a keyframe is wanted: a viewer has come or lost something. It
   * is called on a thread of the engine: three times at once, then every half second while somebody
   * asks, whether or not anything is pushed. Never called where pictures are pushed.
   *
   * @return ends it
   */
  AutoCloseable onKeyframeWanted(Runnable listener);

  /** The codec of the units that it takes; empty if it takes pictures. */
  Optional<Codec> codec();
}
