package io.oriel.transport.rtsp;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.oriel.api.error.ErrorCode;
import io.oriel.api.error.OrielException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;

/**
 * The file with the server's key and certificate.
 *
 * @param path empty if there is none
 * @param password of the file and of the key in it
 */
record KeyFile(String path, String password) {
  /** What TLS needs, if there is a file. */
  Optional<SslContext> tls() throws OrielException {
    return path.isEmpty() ? Optional.empty() : Optional.of(read());
  }

  private SslContext read() throws OrielException {
    try (InputStream file = Files.newInputStream(Path.of(path))) {
      final KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(file, password.toCharArray());
      final KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password.toCharArray());
      return SslContextBuilder.forServer(keys)
          .sslProvider(SslProvider.JDK)
          // Before 1.3 a client may have the server do handshakes for ever on one connection.
          .protocols("TLSv1.3")
          .build();
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new OrielException(
          ErrorCode.CONFIGURATION_INVALID,
          RtspTransport.PID + ": keyStore " + path + " cannot be used: " + e + ".",
          e);
    }
  }

  /** Without the password. */
  @Override
  public String toString() {
    return path;
  }
}
