package io.oriel.transport.webrtc.dtls;

import io.oriel.rtp.SrtpProfile;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Hashtable;
import java.util.Optional;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;

/**
 * One viewer's handshake: DTLS 1.2 with use_srtp (RFC 5764), which ends unless the client shows the
 * certificate that its offer named.
 */
final class DtlsServer extends DefaultTlsServer {
  private static final int HANDSHAKE_MILLIS = 10_000;
  private static final int RESEND_MILLIS = 100;
  private static final int MOST_HANDSHAKE_BYTES = 16 * 1024;

  private final DtlsIdentity identity;
  private final byte[] peerFingerprint;
  private SrtpProfile profile;
  private SrtpMaster master;

  DtlsServer(DtlsIdentity identity, byte[] peerFingerprint) {
    super(identity.crypto());
    this.identity = identity;
    this.peerFingerprint = peerFingerprint.clone();
  }

  /** The keys of the media. Present once the handshake is complete. */
  Optional<SrtpMaster> master() {
    return Optional.ofNullable(master);
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return new ProtocolVersion[] {ProtocolVersion.DTLSv12};
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return new int[] {
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
    };
  }

  @Override
  protected TlsCredentialedSigner getECDSASignerCredentials() {
    return identity.signer(context);
  }

  @Override
  public CertificateRequest getCertificateRequest() {
    final Vector<SignatureAndHashAlgorithm> algorithms = new Vector<>();
    algorithms.add(new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    algorithms.add(new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.rsa));
    return new CertificateRequest(
        new short[] {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign},
        algorithms,
        null);
  }

  @Override
  public void notifyClientCertificate(Certificate certificate) throws IOException {
    if (certificate.isEmpty() || !isExpected(certificate.getCertificateAt(0).getEncoded())) {
      throw new TlsFatalAlert(AlertDescription.bad_certificate);
    }
  }

  private boolean isExpected(byte[] der) {
    try {
      return MessageDigest.isEqual(
          peerFingerprint, MessageDigest.getInstance("SHA-256").digest(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The JDK has no SHA-256", e);
    }
  }

  @Override
  @SuppressWarnings("rawtypes") // the library's signature
  public void processClientExtensions(Hashtable extensions) throws IOException {
    super.processClientExtensions(extensions);
    final UseSRTPData offered = TlsSRTPUtils.getUseSRTPExtension(extensions);
    profile =
        Optional.ofNullable(offered)
            .flatMap(o -> SrtpProfile.best(o.getProtectionProfiles()))
            .orElseThrow(() -> new TlsFatalAlert(AlertDescription.handshake_failure));
  }

  @Override
  @SuppressWarnings({"rawtypes", "unchecked"}) // the library's signature
  public Hashtable getServerExtensions() throws IOException {
    final Hashtable extensions =
        TlsExtensionsUtils.ensureExtensionsInitialised(super.getServerExtensions());
    TlsSRTPUtils.addUseSRTPExtension(
        extensions, new UseSRTPData(new int[] {profile.id()}, TlsUtils.EMPTY_BYTES));
    return extensions;
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    master =
        new SrtpMaster(
            profile,
            context.exportKeyingMaterial(
                SrtpMaster.LABEL, null, SrtpMaster.materialBytes(profile)));
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return HANDSHAKE_MILLIS;
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return RESEND_MILLIS;
  }

  @Override
  public int getMaxHandshakeMessageSize() {
    return MOST_HANDSHAKE_BYTES;
  }
}
