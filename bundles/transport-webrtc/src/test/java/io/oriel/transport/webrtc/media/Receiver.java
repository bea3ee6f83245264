package io.oriel.transport.webrtc.media;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a viewer makes of the packets: SRTP in GCM and H.264 reassembly, written apart from the
 * product so that the two check each other.
 */
public final class Receiver {
  /** One decrypted packet. */
  public record Packet(
      int type, int sequence, int time, int ssrc, boolean marker, byte[] payload) {}

  private final byte[] rtpKey;
  private final byte[] rtpSalt;
  private final byte[] rtcpKey;
  private final byte[] rtcpSalt;
  private final Cipher cipher;
  private final Map<Integer, Long> highest = new TreeMap<>();
  private final List<Packet> packets = new ArrayList<>();
  private int rtcpIndex;
  private int reports;
  private int goodbyes;

  /** Keys of one direction; feedback is protected with the other one's. */
  public Receiver(byte[] key, byte[] salt, byte[] ownKey, byte[] ownSalt) {
    rtpKey = derive(key, salt, 0, 16);
    rtpSalt = derive(key, salt, 2, 12);
    rtcpKey = derive(ownKey, ownSalt, 3, 16);
    rtcpSalt = derive(ownKey, ownSalt, 5, 12);
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] derive(byte[] key, byte[] salt, int label, int size) {
    final byte[] start = Arrays.copyOf(salt, 16);
    start[7] ^= (byte) label;
    try {
      final Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
      return cipher.update(new byte[size]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes a datagram from the sender. */
  public synchronized void receive(byte[] datagram) {
    final ByteBuffer in = ByteBuffer.wrap(datagram);
    final int second = datagram[1] & 255;
    if (second >= 200 && second < 208) {
      // Its first part tells: reports begin with SR, goodbyes with an empty RR.
      reports += second == 200 ? 1 : 0;
      goodbyes += second == 201 ? 1 : 0;
      return;
    }
    final int header = (datagram[0] & 0x10) == 0 ? 12 : 16 + 4 * (in.getShort(14) & 0xffff);
    final int sequence = in.getShort(2) & 0xffff;
    final int ssrc = in.getInt(8);
    final byte[] vector = rtpSalt.clone();
    final ByteBuffer mixed = ByteBuffer.wrap(vector);
    mixed.putInt(2, mixed.getInt(2) ^ ssrc);
    mixed.putInt(6, mixed.getInt(6) ^ (int) (extended(ssrc, sequence) >>> 16));
    mixed.putShort(10, (short) (mixed.getShort(10) ^ sequence));
    try {
      cipher.init(
          Cipher.DECRYPT_MODE, new SecretKeySpec(rtpKey, "AES"), new GCMParameterSpec(128, vector));
      cipher.updateAAD(datagram, 0, header);
      packets.add(
          new Packet(
              second & 127,
              sequence,
              in.getInt(4),
              ssrc,
              second > 127,
              cipher.doFinal(datagram, header, datagram.length - header)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A packet does not decrypt", e);
    }
  }

  private long extended(int ssrc, int sequence) {
    final long last = highest.getOrDefault(ssrc, (long) sequence);
    long guess = last & ~0xffffL | sequence;
    if (guess - last > 0x8000) {
      guess -= 0x10000;
    } else if (last - guess > 0x8000) {
      guess += 0x10000;
    }
    highest.merge(ssrc, guess, Math::max);
    return guess;
  }

  /** A feedback packet, protected. */
  public synchronized byte[] protect(byte[] rtcp) {
    final int index = rtcpIndex++ | 0x80000000;
    final byte[] vector = rtcpSalt.clone();
    final ByteBuffer mixed = ByteBuffer.wrap(vector);
    mixed.putInt(2, mixed.getInt(2) ^ ByteBuffer.wrap(rtcp).getInt(4));
    mixed.putInt(8, mixed.getInt(8) ^ index & 0x7fffffff);
    final byte[] word = ByteBuffer.allocate(4).putInt(index).array();
    try {
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(rtcpKey, "AES"),
          new GCMParameterSpec(128, vector));
      cipher.updateAAD(rtcp, 0, 8);
      cipher.updateAAD(word);
      final byte[] sealed = cipher.doFinal(rtcp, 8, rtcp.length - 8);
      return ByteBuffer.allocate(12 + sealed.length).put(rtcp, 0, 8).put(sealed).put(word).array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** PLI for a stream. */
  public byte[] pictureLoss(int ssrc) {
    final ByteBuffer out = ByteBuffer.allocate(12);
    out.put((byte) 0x81).put((byte) 206).putShort((short) 2).putInt(99).putInt(ssrc);
    return protect(out.array());
  }

  /** NACK of one packet of a stream. */
  public byte[] missing(int ssrc, int sequence) {
    final ByteBuffer out = ByteBuffer.allocate(16);
    out.put((byte) 0x81).put((byte) 205).putShort((short) 3).putInt(99).putInt(ssrc);
    out.putShort((short) sequence).putShort((short) 0);
    return protect(out.array());
  }

  /** An empty receiver report: a sign of life. */
  public byte[] alive() {
    final ByteBuffer out = ByteBuffer.allocate(8);
    out.put((byte) 0x80).put((byte) 201).putShort((short) 1).putInt(99);
    return protect(out.array());
  }

  /** Everything that came, in order of arrival. */
  public synchronized List<Packet> packets() {
    return List.copyOf(packets);
  }

  /** Packets of one payload type. */
  public List<Packet> packets(int type) {
    return packets().stream().filter(p -> p.type == type).toList();
  }

  public synchronized int reports() {
    return reports;
  }

  public synchronized int goodbyes() {
    return goodbyes;
  }

  /** Slices of whole units among packets that follow each other without a gap. */
  public List<byte[]> slices(int type) {
    final List<byte[]> slices = new ArrayList<>();
    ByteArrayOutputStream fragments = new ByteArrayOutputStream();
    for (final Packet packet : packets(type)) {
      final byte[] payload = packet.payload;
      final int kind = payload[0] & 31;
      if (kind == 28) {
        if ((payload[1] & 0x80) != 0) {
          fragments = new ByteArrayOutputStream();
          fragments.write(payload[0] & 0xe0 | payload[1] & 31);
        }
        fragments.write(payload, 2, payload.length - 2);
        if ((payload[1] & 0x40) != 0) {
          slices.add(fragments.toByteArray());
        }
      } else if (kind != 24) {
        slices.add(payload);
      }
    }
    return slices;
  }
}
