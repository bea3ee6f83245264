package io.oriel.transport.rtsp.session;

import io.oriel.transport.rtsp.RtspCounter;
import io.oriel.transport.rtsp.auth.DigestGate;
import io.oriel.transport.rtsp.message.RtspRequest;
import io.oriel.transport.rtsp.message.RtspResponse;
import io.oriel.transport.rtsp.message.RtspStatus;
import java.util.Optional;

/** Asks a client who it is, where users are configured. Event loop only. */
final class Door {
  private static final int MOST_WRONG = 8;

  private final Site site;
  private final DigestGate gate;
  private int wrong;

  Door(Site site) {
    this.site = site;
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
      site.counters().increment(RtspCounter.CREDENTIALS_REFUSED);
      wrong++;
    }
    final RtspResponse answer = RtspResponse.of(RtspStatus.UNAUTHORIZED);
    gate.challenges(verdict == DigestGate.Verdict.STALE, site.nanos())
        .forEach(challenge -> answer.header("WWW-Authenticate", challenge));
    return Optional.of(answer);
  }

  /** Whether the client has guessed often enough. */
  boolean shut() {
    return wrong >= MOST_WRONG;
  }
}
