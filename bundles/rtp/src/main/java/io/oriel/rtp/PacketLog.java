package io.oriel.rtp;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The packets of one encoding, cut once and shared by everybody who watches it: what is still to be
 * sent and what may have to be sent again.
 *
 * <p>One thread writes whole access units ({@link #begin}, packets, {@link #commit}); any number of
 * threads read by packet index. Indexes count from 0 and never wrap, so that a reader's RTP
 * sequence number is its own offset plus the index, and a lost packet is found without a table of
 * its own. Nothing is allocated after construction. The oldest packets are overwritten; a reader
 * that comes too late is told so by {@link #read} and never sees torn bytes.
 */
public final class PacketLog {
  private static final int MARKER = 1;
  private static final int KEY_START = 2;
  private static final int UNIT_START = 4;
  private static final VarHandle CLAIMED;
  private static final VarHandle HEAD;

  static {
    try {
      final MethodHandles.Lookup lookup = MethodHandles.lookup();
      CLAIMED = lookup.findVarHandle(PacketLog.class, "claimed", long.class);
      HEAD = lookup.findVarHandle(PacketLog.class, "head", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int capacity;
  private final int mask;
  private final int payloadLimit;
  private final byte[] payloads;
  private final int[] lengths;
  private final int[] rtpTimes;
  private final byte[] flags;
  private final long[] epochs;

  /** First index that no writer has touched; a slot is claimed before it is overwritten. */
  private long claimed;

  /** First index that is not readable yet. */
  private long head;

  private long unitStart;
  private int unitTime;
  private boolean unitKey;
  private long unitEpoch;
  private int slot;
  private int filled;

  /**
   * @param packets how many packets are kept, at least; rounded up to a power of two, 64 to 32768
   * @param payloadLimit the most bytes that one packet's payload may have
   */
  public PacketLog(int packets, int payloadLimit) {
    if (packets < 1 || packets > 32768 || payloadLimit < 64 || payloadLimit > 65000) {
      throw new IllegalArgumentException(packets + " packets of " + payloadLimit + " bytes");
    }
    this.capacity = Math.max(64, Integer.highestOneBit(packets * 2 - 1));
    this.mask = capacity - 1;
    this.payloadLimit = payloadLimit;
    this.payloads = new byte[capacity * payloadLimit];
    this.lengths = new int[capacity];
    this.rtpTimes = new int[capacity];
    this.flags = new byte[capacity];
    this.epochs = new long[capacity];
  }

  /** How many packets are kept. */
  public int capacity() {
    return capacity;
  }

  /** The most payload bytes of one packet. */
  public int payloadLimit() {
    return payloadLimit;
  }

  /** The index that the next packet will get: everything below it is readable or already gone. */
  public long head() {
    return (long) HEAD.getAcquire(this);
  }

  /** Whether a packet has been overwritten. Any thread. */
  public boolean gone(long index) {
    return (long) CLAIMED.getAcquire(this) - index > capacity;
  }

  /** Starts an access unit. Writer only. */
  public void begin(int rtpTime, boolean key, long epoch) {
    unitStart = claimed;
    unitTime = rtpTime;
    unitKey = key;
    unitEpoch = epoch;
  }

  /** Starts the next packet of the unit. Writer only. */
  void openPacket() {
    final long index = claimed;
    CLAIMED.setRelease(this, index + 1);
    VarHandle.storeStoreFence();
    slot = (int) index & mask;
    filled = 0;
  }

  /** Appends one byte to the open packet. Writer only. */
  void put(int value) {
    payloads[slot * payloadLimit + filled++] = (byte) value;
  }

  /** Appends a piece of the access unit to the open packet. Writer only. */
  void put(MemorySegment source, long offset, int bytes) {
    MemorySegment.copy(source, JAVA_BYTE, offset, payloads, slot * payloadLimit + filled, bytes);
    filled += bytes;
  }

  /** Ends the open packet. Writer only. */
  void closePacket() {
    lengths[slot] = filled;
    rtpTimes[slot] = unitTime;
    epochs[slot] = unitEpoch;
    final boolean first = claimed - 1 == unitStart;
    flags[slot] = (byte) (first ? UNIT_START | (unitKey ? KEY_START : 0) : 0);
  }

  /**
   * Marks the unit's last packet and makes the unit readable. Writer only.
   *
   * @return how many packets the unit has
   */
  public int commit() {
    final int packets = (int) (claimed - unitStart);
    if (packets > 0) {
      flags[slot] |= MARKER;
      HEAD.setRelease(this, claimed);
    }
    return packets;
  }

  /**
   * Copies one packet. Any thread; {@code into} belongs to the caller.
   *
   * @param at where the payload begins in {@code into.bytes()}
   * @return false when the packet is not there any more, or not yet
   */
  public boolean read(long index, Packet into, int at) {
    if (index < 0 || index >= head() || gone(index)) {
      return false;
    }
    final int from = (int) index & mask;
    final int length = lengths[from];
    if (length < 0 || length > payloadLimit || at + length > into.bytes.length) {
      return false;
    }
    System.arraycopy(payloads, from * payloadLimit, into.bytes, at, length);
    into.length = length;
    into.rtpTime = rtpTimes[from];
    into.epoch = epochs[from];
    final int bits = flags[from];
    into.marker = (bits & MARKER) != 0;
    into.keyStart = (bits & KEY_START) != 0;
    into.unitStart = (bits & UNIT_START) != 0;
    VarHandle.loadLoadFence();
    return !gone(index);
  }

  /** A reader's own copy of one packet; reused from packet to packet. */
  public static final class Packet {
    private final byte[] bytes;
    private int length;
    private int rtpTime;
    private long epoch;
    private boolean marker;
    private boolean keyStart;
    private boolean unitStart;

    /**
     * @param size room for header, payload and authentication tag
     */
    public Packet(int size) {
      this.bytes = new byte[size];
    }

    /** The bytes; the payload lies where the reader asked for it. */
    public byte[] bytes() {
      return bytes;
    }

    /** Payload bytes. */
    public int length() {
      return length;
    }

    /** 90 kHz, as the access unit said; a sender adds its own offset. */
    public int rtpTime() {
      return rtpTime;
    }

    /** The access unit's epoch. */
    public long epoch() {
      return epoch;
    }

    /** Whether this is the last packet of its access unit. */
    public boolean marker() {
      return marker;
    }

    /** Whether this is the first packet of a keyframe: here a new reader may begin. */
    public boolean keyStart() {
      return keyStart;
    }

    /** Whether this is the first packet of an access unit. */
    public boolean unitStart() {
      return unitStart;
    }
  }
}
