import { deleteSession, postOffer } from './whep.js';

/**
 * One connection attempt and the connection that came of it: one RTCPeerConnection, made here and
 * nowhere else, that nothing re-creates. It ends with close(), and a new attempt is a new Peer.
 *
 * `events` hears connected(), media(stream), lost(reason) with `failed` or `closed`, and
 * refused(error); nothing after close().
 */
export class Peer {
  #connection = new RTCPeerConnection();
  #channel = this.#connection.createDataChannel('oriel');
  #events;
  #session = null;
  #closed = false;

  constructor(endpoint, events) {
    this.#events = events;
    const { receiver } = this.#connection.addTransceiver('video', { direction: 'recvonly' });
    this.#connection.ontrack = ({ track, streams }) =>
      this.#tell('media', streams[0] ?? new MediaStream([track]));
    this.#connection.onconnectionstatechange = () => this.#stateChanged();
    this.#channel.onclose = () => this.#tell('lost', 'closed');
    this.#negotiate(endpoint, receiver).catch((error) => this.#tell('refused', error));
  }

  async #negotiate(endpoint, receiver) {
    await this.#connection.setLocalDescription();
    // Not waiting for candidates: the server answers every address that a check comes from.
    const { answer, session } = await postOffer(endpoint, this.#connection.localDescription.sdp);
    if (this.#closed) {
      if (session !== null) {
        deleteSession(session);
      }
      return;
    }
    this.#session = session;
    await this.#connection.setRemoteDescription({ type: 'answer', sdp: answer });
    // A goodbye of the other side (DTLS close_notify) shows here and not in connectionState.
    receiver.transport?.addEventListener('statechange', () => {
      if (receiver.transport.state === 'closed') {
        this.#tell('lost', 'closed');
      }
    });
  }

  #stateChanged() {
    switch (this.#connection.connectionState) {
      case 'connected':
        this.#tell('connected');
        break;
      case 'failed':
        this.#tell('lost', 'failed');
        break;
      default: // What passes, or may heal by itself.
    }
  }

  #tell(name, ...values) {
    if (!this.#closed) {
      this.#events[name](...values);
    }
  }

  /** Ends the connection and tells the server. */
  close() {
    if (this.#closed) {
      return;
    }
    this.#closed = true;
    if (this.#session !== null) {
      deleteSession(this.#session);
    }
    this.#connection.close();
  }
}
