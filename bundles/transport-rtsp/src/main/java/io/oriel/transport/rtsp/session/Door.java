package io.oriel.transport.rtsp.session;

import io.oriel.transport.rtsp.RtspCounter;
import io.oriel.transport.rtsp.auth.DigestGate;
import io.oriel.transport.rtsp.message.RtspRequest;
import io.oriel.transport.rtsp.message.RtspResponse;
import io.oriel.transport.rtsp.message.RtspStatus;
import java.util.Optional;

/** Asks a client who it is, where users are configured. Event loop only. */
final class Door {
  private final Site site;
  private final Connection connection;
  private final DigestGate gate;

  Door(Site site, Connection connection) {
    this.site = site;
    this.connection = connection;
    this.gate = new DigestGate(site.users());
  }

  /** The challenge, if the request does not prove who sends it. */
  Optional<RtspResponse> challenge(RtspRequest request) {
    if (site.users().isEmpty()) {
      return Optional.empty();
    }
    final Optional<String> authorization = request.header("Authorization");
    final DigestGate.Verdict verdict =
        gate.judge(request.method(), request.uri(), authorization, site.nanos());
    if (verdict == DigestGate.Verdict.GRANTED) {
      return Optional.empty();
    }
    if (verdict == DigestGate.Verdict.REFUSED && authorization.isPresent()) {
      wrong();
    }
    final RtspResponse answer = RtspResponse.of(RtspStatus.UNAUTHORIZED);
    gate.challenges(verdict == DigestGate.Verdict.STALE, site.nanos())
        .forEach(challenge -> answer.header("WWW-Authenticate", challenge));
    return Optional.of(answer);
  }

  /** Notes that credentials were wrong. */
  void wrong() {
    site.counters().increment(RtspCounter.CREDENTIALS_REFUSED);
    site.callers().wrong(connection.remoteAddress(), site.nanos());
  }

  /** Whether it was guessed often enough at this address; who is known already stays. */
  boolean shut() {
    return !connection.isKnown() && site.callers().shut(connection.remoteAddress(), site.nanos());
  }
}
