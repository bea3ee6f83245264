package io.oriel.transport.rtsp.media;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Packets as datagrams, each sent at once or not at all. */
public final class DatagramOutput implements Output {
  private static final int MOST_BYTES = 2048;

  private final PortPair ports;
  private final Channel control;
  private final ByteBuffer datagram = ByteBuffer.allocateDirect(MOST_BYTES);

  /**
   * @param ports connected to the player; closed with this output
   * @param control the channel of its RTCP socket on the event loop
   */
  public DatagramOutput(PortPair ports, Channel control) {
    this.ports = ports;
    this.control = control;
  }

  @Override
  public boolean ready() {
    return true;
  }

  @Override
  public void begin(int packets, int bytes) {
    // Each packet goes out by itself.
  }

  @Override
  public boolean packet(byte[] bytes, int length) {
    datagram.clear().put(bytes, 0, length).flip();
    try {
      return ports.rtp().write(datagram) > 0;
    } catch (IOException e) {
      // The player's port is closed, or no way leads there: what RTCP or the session time-out ends.
      return false;
    }
  }

  @Override
  public void end() {
    // Nothing is held back.
  }

  @Override
  public void control(byte[] bytes, int length) {
    final ByteBuf packet = control.alloc().directBuffer(length).writeBytes(bytes, 0, length);
    control.writeAndFlush(packet);
  }

  @Override
  public void close() {
    control.close();
    ports.close();
  }
}
