package io.oriel.transport.rtsp.media;

/** The way of packets to one player. Event loop only; nothing blocks. */
public interface Output extends AutoCloseable {
  /** Whether a picture would be taken now. */
  boolean ready();

  /**
   * Begins a picture.
   *
   * @param packets that follow
   * @param bytes of their payloads, about
   */
  void begin(int packets, int bytes);

  /**
   * Sends an RTP packet of the picture.
   *
   * @return false if the system did not take it
   */
  boolean packet(byte[] bytes, int length);

  /** Ends the picture. */
  void end();

  /** Sends an RTCP packet. */
  void control(byte[] bytes, int length);

  /** Frees what belongs to this player alone. */
  @Override
  void close();
}
