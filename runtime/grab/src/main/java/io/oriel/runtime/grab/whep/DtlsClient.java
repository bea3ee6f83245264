package io.oriel.runtime.grab.whep;

import io.oriel.rtp.SrtpProfile;
import io.oriel.runtime.grab.Deadline;
import io.oriel.transport.webrtc.dtls.DtlsIdentity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.UseSRTPData;

/**
 * The client's handshake: DTLS 1.2 with use_srtp (RFC 5764), which ends unless the server shows the
 * certificate that its answer named.
 */
final class DtlsClient extends DefaultTlsClient {
  private static final String LABEL = "EXTRACTOR-dtls_srtp";
  private static final int MOST_HANDSHAKE_BYTES = 16 * 1024;

  private final DtlsIdentity identity;
  private final byte[] fingerprint;
  private final Deadline deadline;
  private Optional<SrtpProfile> profile = Optional.empty();
  private Optional<ClientKeys> keys = Optional.empty();
  private boolean forged;

  DtlsClient(DtlsIdentity identity, byte[] fingerprint, Deadline deadline) {
    super(identity.crypto());
    this.identity = identity;
    this.fingerprint = fingerprint.clone();
    this.deadline = deadline;
  }

  /** The keys of the media, once the handshake is complete. */
  ClientKeys keys() {
    return keys.orElseThrow();
  }

  /** Whether another certificate was shown than the answer named. */
  boolean isForged() {
    return forged;
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return deadline.millisLeft();
  }

  @Override
  public int getMaxHandshakeMessageSize() {
    return MOST_HANDSHAKE_BYTES;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return new ProtocolVersion[] {ProtocolVersion.DTLSv12};
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return new int[] {
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
      CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
    };
  }

  @Override
  @SuppressWarnings({"rawtypes", "unchecked"}) // the library's signature
  public Hashtable getClientExtensions() throws IOException {
    Hashtable extensions =
        TlsExtensionsUtils.ensureExtensionsInitialised(super.getClientExtensions());
    int[] profiles = Arrays.stream(SrtpProfile.values()).mapToInt(SrtpProfile::id).toArray();
    TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(profiles, new byte[0]));
    return extensions;
  }

  @Override
  @SuppressWarnings("rawtypes") // the library's signature
  public void processServerExtensions(Hashtable extensions) throws IOException {
    super.processServerExtensions(extensions);
    profile =
        Optional.ofNullable(TlsSRTPUtils.getUseSRTPExtension(extensions))
            .flatMap(chosen -> SrtpProfile.best(chosen.getProtectionProfiles()));
    if (profile.isEmpty()) {
      throw new TlsFatalAlert(AlertDescription.handshake_failure);
    }
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    SrtpProfile chosen = profile.orElseThrow();
    keys =
        Optional.of(
            new ClientKeys(
                chosen,
                context.exportKeyingMaterial(LABEL, null, ClientKeys.materialBytes(chosen))));
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
        compare(shown);
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) {
        return identity.signer(context);
      }
    };
  }

  private void compare(TlsServerCertificate shown) throws IOException {
    try {
      byte[] certificate = shown.getCertificate().getCertificateAt(0).getEncoded();
      byte[] actual = MessageDigest.getInstance("SHA-256").digest(certificate);
      forged = !MessageDigest.isEqual(actual, fingerprint);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no SHA-256", e);
    }
    if (forged) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate);
    }
  }
}
