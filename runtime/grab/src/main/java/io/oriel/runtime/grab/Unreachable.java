package io.oriel.runtime.grab;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** Says in words why a server cannot be talked to. */
public final class Unreachable {
  private Unreachable() {}

  /** The reason with its remedy. */
  public static GrabException because(IOException e, Deadline deadline) {
    String reason =
        switch (e) {
          case UnknownHostException unknown -> "its host is not known; is the name right?";
          case ConnectException refused
              when refused.getCause() instanceof UnresolvedAddressException ->
              "its host is not known; is the name right?";
          case ConnectException refused ->
              "nobody answers there; is the server running, does it have this port, and is the"
                  + " transport on (--transports)?";
          case NoRouteToHostException none -> "there is no way to its host; is the address right?";
          case SocketTimeoutException late ->
              "it does not answer within " + deadline.words() + "; is the address right?";
          case SSLException tls ->
              "no secure connection: "
                  + tls.getMessage()
                  + ". A certificate of your own is trusted by"
                  + " ORIEL_JAVA_OPTS=-Djavax.net.ssl.trustStore=FILE";
          default -> "the connection broke: " + e.getMessage();
        };
    return new GrabException(reason, e);
  }
}
