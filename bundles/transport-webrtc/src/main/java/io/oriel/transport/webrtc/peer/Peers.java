package io.oriel.transport.webrtc.peer;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The viewers that there are, by everything that names one. Any thread. */
public final class Peers {
  /** Addresses that one viewer may have: its candidates, and what a NAT makes of them. */
  private static final int MOST_ADDRESSES = 16;

  private final Map<String, Peer> byId = new ConcurrentHashMap<>();
  private final Map<String, Peer> byUfrag = new ConcurrentHashMap<>();
  private final Map<InetSocketAddress, Peer> byAddress = new ConcurrentHashMap<>();

  /** The viewer can be found from now on. */
  public void add(Peer peer) {
    byUfrag.put(peer.credentials().ufrag(), peer);
    byId.put(peer.id(), peer);
  }

  /** Nothing finds the viewer any more. */
  public void remove(Peer peer) {
    byId.remove(peer.id(), peer);
    byUfrag.remove(peer.credentials().ufrag(), peer);
    byAddress.values().removeIf(p -> p == peer);
  }

  /** What comes from this address is the viewer's from now on. Receive thread. */
  void route(InetSocketAddress from, Peer peer) {
    if (byAddress.get(from) == peer) {
      return;
    }
    if (byAddress.values().stream().filter(p -> p == peer).count() == MOST_ADDRESSES) {
      byAddress.values().removeIf(p -> p == peer);
    }
    byAddress.put(from, peer);
    if (byId.get(peer.id()) != peer) {
      // It was removed meanwhile.
      byAddress.remove(from, peer);
    }
  }

  Optional<Peer> ofUfrag(String ufrag) {
    return Optional.ofNullable(byUfrag.get(ufrag));
  }

  /** Null if there is none: asked for every datagram. */
  Peer ofAddress(InetSocketAddress address) {
    return byAddress.get(address);
  }

  /** The viewer whose resource this is. */
  public Optional<Peer> ofId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All of them. */
  public List<Peer> all() {
    return List.copyOf(byId.values());
  }

  /** Viewers whose handshake is not complete. */
  public long halfOpen() {
    return byId.values().stream().filter(p -> !p.connected()).count();
  }
}
