package io.oriel.transport.webrtc;

import io.oriel.api.health.Checkup;
import io.oriel.api.health.CheckupContext;
import io.oriel.api.health.Finding;
import io.oriel.transport.webrtc.peer.MediaPort;
import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** Looks whether the media port could be opened, and how much the system would buffer for it. */
@Component
public final class WebRtcCheckup implements Checkup {
  private static final int KIB = 1024;

  /** Some fifty viewers' packets of one picture. */
  private static final int ENOUGH_BYTES = 1 << 20;

  @Override
  public List<Finding> examine(CheckupContext context) throws IOException {
    if (context.settings(WebRtcTransport.PID).isEmpty()) {
      return List.of(Finding.note("transport", "off; --transports webrtc turns it on"));
    }
    return List.of(
        context.port("media port", CheckupContext.Protocol.UDP, WebRtcTransport.PID),
        buffer("receive buffer", StandardSocketOptions.SO_RCVBUF, "rmem"),
        buffer("send buffer", StandardSocketOptions.SO_SNDBUF, "wmem"));
  }

  /** What a socket gets that asks as the media port does. */
  private static Finding buffer(String subject, SocketOption<Integer> option, String kernelName)
      throws IOException {
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.setOption(option, MediaPort.BUFFER_BYTES);
      int granted = channel.getOption(option);
      String size = granted / KIB + " KiB of " + MediaPort.BUFFER_BYTES / KIB + " wanted";
      return granted >= ENOUGH_BYTES
          ? Finding.good(subject, size)
          : Finding.note(
              subject,
              size + ": packets may be lost with many viewers",
              "As root: sysctl -w net.core." + kernelName + "_max=" + MediaPort.BUFFER_BYTES);
    }
  }
}
