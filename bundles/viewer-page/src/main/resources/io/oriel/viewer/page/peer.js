import { deleteSession, postOffer } from './whep.js';

/** Moves that could not be sent yet, in bytes: beyond that they are older than they are worth. */
const MOST_MOVES_WAITING = 4096;

/**
 * One connection attempt and the connection that came of it: one RTCPeerConnection, made here and
 * nowhere else, that nothing re-creates. It ends with close(), and a new attempt is a new Peer.
 *
 * `events` hears connected(), media(stream), opened() of the message channel,
 * message(text), lost(reason) with `failed` or `closed`, and refused(error); nothing after close().
 */
export class Peer {
  #connection = new RTCPeerConnection();
  #channel = this.#connection.createDataChannel('oriel.messages');
  #input = this.#connection.createDataChannel('oriel.input');
  #moves = this.#connection.createDataChannel('oriel.moves', { ordered: false, maxRetransmits: 0 });
  #transceiver = this.#connection.addTransceiver('video', { direction: 'recvonly' });
  #events;
  #answer = '';
  #session = null;
  #turns;
  #closed = false;

  constructor(endpoint, events) {
    this.#events = events;
    this.#connection.onconnectionstatechange = () => this.#stateChanged();
    this.#channel.onopen = () => this.#tell('opened');
    this.#channel.onmessage = ({ data }) => this.#tell('message', data);
    this.#channel.onclose = () => this.#tell('lost', 'closed');
    this.#turns = this.#negotiate(endpoint).catch((error) => this.#tell('refused', error));
  }

  async #negotiate(endpoint) {
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
    this.#answer = answer;
    await this.#connection.setRemoteDescription({ type: 'answer', sdp: answer });
    const { receiver } = this.#transceiver;
    // A stream of our own: that of the description loses its track while nothing is received.
    this.#tell('media', new MediaStream([receiver.track]));
    // A goodbye of the other side (DTLS close_notify) shows here and not in connectionState.
    receiver.transport?.addEventListener('statechange', () => {
      if (receiver.transport.state === 'closed') {
        this.#tell('lost', 'closed');
      }
    });
  }

  /**
   * Stops or resumes receiving pictures, without the server and without another connection: both
   * descriptions are applied anew with the other direction. While it is stopped the browser drops
   * the packets unread and decodes nothing; when it resumes it asks for a keyframe (PLI) by itself.
   */
  receive(pictures) {
    this.#turns = this.#turns
      .then(() => this.#turn(pictures))
      .catch((error) => this.#tell('refused', error));
  }

  async #turn(pictures) {
    const [offered, answered] = pictures ? ['recvonly', 'sendonly'] : ['inactive', 'inactive'];
    if (this.#closed || this.#answer === '' || this.#transceiver.direction === offered) {
      return;
    }
    this.#transceiver.direction = offered;
    await this.#connection.setLocalDescription();
    const sdp = this.#answer.replace('a=sendonly', `a=${answered}`);
    await this.#connection.setRemoteDescription({ type: 'answer', sdp });
  }

  /** Sends an input message (input-format.js), or nothing while the channels are not open. */
  sendInput(message, mayBeLost) {
    const channel = mayBeLost ? this.#moves : this.#input;
    const isLate = mayBeLost && channel.bufferedAmount > MOST_MOVES_WAITING;
    if (channel.readyState === 'open' && !isLate) {
      channel.send(message);
    }
  }

  /** Sends a text on the message channel, which drops it unless it is open. */
  send(text) {
    if (this.#channel.readyState === 'open') {
      this.#channel.send(text);
    }
  }

  statistics() {
    return this.#connection.getStats();
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
