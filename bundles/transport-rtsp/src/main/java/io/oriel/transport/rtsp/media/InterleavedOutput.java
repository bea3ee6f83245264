package io.oriel.transport.rtsp.media;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.oriel.rtp.RtpHeader;
import io.oriel.transport.rtsp.message.InterleavedFrame;

/**
 * Packets over the RTSP connection itself (RFC 2326 section 10.12). A picture is one write; while
 * the connection holds more unsent bytes than its watermark none is taken.
 */
public final class InterleavedOutput implements Output {
  private static final int OVERHEAD = InterleavedFrame.HEADER_BYTES + RtpHeader.FIXED_SIZE;

  private final Channel channel;
  private final int rtpChannel;
  private final int rtcpChannel;
  private ByteBuf picture = Unpooled.EMPTY_BUFFER;

  /**
   * @param rtpChannel 0 to 255, as agreed with the player
   * @param rtcpChannel the same
   */
  public InterleavedOutput(Channel channel, int rtpChannel, int rtcpChannel) {
    this.channel = channel;
    this.rtpChannel = rtpChannel;
    this.rtcpChannel = rtcpChannel;
  }

  @Override
  public boolean ready() {
    // One that has closed swallows what is written until its end is noticed.
    return channel.isWritable() || !channel.isActive();
  }

  @Override
  public void begin(int packets, int bytes) {
    picture = channel.alloc().directBuffer(bytes + packets * OVERHEAD);
  }

  @Override
  public boolean packet(byte[] bytes, int length) {
    write(picture, rtpChannel, bytes, length);
    return true;
  }

  @Override
  public void end() {
    channel.writeAndFlush(picture, channel.voidPromise());
    picture = Unpooled.EMPTY_BUFFER;
  }

  @Override
  public void control(byte[] bytes, int length) {
    final ByteBuf frame = channel.alloc().directBuffer(InterleavedFrame.HEADER_BYTES + length);
    write(frame, rtcpChannel, bytes, length);
    channel.writeAndFlush(frame, channel.voidPromise());
  }

  private static void write(ByteBuf into, int channel, byte[] bytes, int length) {
    into.writeByte(InterleavedFrame.MAGIC)
        .writeByte(channel)
        .writeShort(length)
        .writeBytes(bytes, 0, length);
  }

  @Override
  public void close() {
    // The connection is not this player's alone.
  }
}
