package io.oriel.runtime.grab.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.oriel.rtp.HeaderExtensions;
import io.oriel.rtp.RtpHeader;
import io.oriel.runtime.grab.Deadline;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstPictureTest {
  private static final Deadline DEADLINE = Deadline.after(Duration.ofSeconds(3));

  @TempDir Path cache;

  private FirstPicture waiting() {
    return new FirstPicture(96, new byte[0], cache);
  }

  /** A packet of one unit of H.264 that nobody can decode. */
  private static byte[] packet(int type, int sequence, boolean marker, int unit) {
    byte[] packet = new byte[40];
    new RtpHeader(type, 7, HeaderExtensions.NONE).write(packet, sequence, sequence, marker);
    packet[12] = (byte) unit;
    return packet;
  }

  @Test
  void saysThatNothingCame() throws Exception {
    FirstPicture picture = waiting();
    picture.add(packet(97, 1, true, 0x65), 40);
    assertThat(picture.late(DEADLINE)).hasMessageContaining("within 3 s: no video came at all");
  }

  @Test
  void saysThatNoPictureWasWhole() throws Exception {
    FirstPicture picture = waiting();
    picture.add(packet(96, 1, false, 0x41), 40);
    assertThat(picture.late(DEADLINE)).hasMessageContaining("1 packets came and no whole picture");
  }

  @Test
  void saysThatNoKeyframeCame() throws Exception {
    FirstPicture picture = waiting();
    picture.add(packet(96, 1, true, 0x41), 40);
    assertThat(picture.late(DEADLINE)).hasMessageContaining("1 pictures came and no keyframe");
  }

  @Test
  void saysThatNoKeyframeCouldBeDecoded() throws Exception {
    FirstPicture picture = waiting();
    assertThat(picture.add(packet(96, 1, true, 0x65), 40)).isEmpty();
    assertThat(picture.late(DEADLINE)).hasMessageContaining("none could be decoded");
  }
}
