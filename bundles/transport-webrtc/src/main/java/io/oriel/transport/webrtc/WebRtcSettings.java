package io.oriel.transport.webrtc;

import io.oriel.api.error.OrielException;
import io.oriel.transport.webrtc.ice.CandidateAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** The settings, read. */
record WebRtcSettings(
    InetSocketAddress bind,
    String publicIp,
    List<String> advertised,
    int maxConnecting,
    int sendThreads,
    int historyPackets) {
  static WebRtcSettings of(WebRtcConfig config) throws OrielException {
    final InetAddress address = CandidateAddresses.literal("bindAddress", config.bindAddress());
    return new WebRtcSettings(
        new InetSocketAddress(address, config.port()),
        config.publicIp(),
        List.of(config.advertisedAddresses()),
        config.maxConnecting(),
        config.sendThreads(),
        config.historyPackets());
  }

  /** Addresses that viewers are told, best first. */
  List<InetAddress> candidates() throws OrielException {
    return CandidateAddresses.choose(bind.getAddress(), advertised, publicIp);
  }
}
