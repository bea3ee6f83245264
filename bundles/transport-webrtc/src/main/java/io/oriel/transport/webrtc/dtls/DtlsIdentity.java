package io.oriel.transport.webrtc.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * A key of P-256 and a certificate signed by itself. Nobody checks its name or age: the peer knows
 * its fingerprint from the answer. Immutable, any thread.
 */
public final class DtlsIdentity {
  private static final Duration AGE = Duration.ofDays(1);
  private static final Duration LIFE = Duration.ofDays(3650);
  private static final AlgorithmIdentifier SIGNED_WITH =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

  private final BcTlsCrypto crypto = new BcTlsCrypto(new SecureRandom());
  private final AsymmetricKeyParameter key;
  private final Certificate chain;
  private final byte[] fingerprint;

  private DtlsIdentity(AsymmetricKeyParameter key, byte[] der) throws GeneralSecurityException {
    this.key = key;
    this.chain =
        new Certificate(
            new TlsCertificate[] {
              new BcTlsCertificate(crypto, org.bouncycastle.asn1.x509.Certificate.getInstance(der))
            });
    this.fingerprint = MessageDigest.getInstance("SHA-256").digest(der);
  }

  /** Makes a new one, in some milliseconds. */
  public static DtlsIdentity create() {
    try {
      final KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      final KeyPair pair = generator.generateKeyPair();
      return new DtlsIdentity(
          PrivateKeyFactory.createKey(pair.getPrivate().getEncoded()), certificate(pair));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The JDK makes no P-256 keys", e);
    }
  }

  private static byte[] certificate(KeyPair pair) throws GeneralSecurityException, IOException {
    final X500Name name = new X500Name("CN=oriel");
    final V3TBSCertificateGenerator body = new V3TBSCertificateGenerator();
    body.setSerialNumber(new ASN1Integer(new BigInteger(63, new SecureRandom())));
    body.setIssuer(name);
    body.setSubject(name);
    body.setStartDate(new Time(Date.from(Instant.now().minus(AGE))));
    body.setEndDate(new Time(Date.from(Instant.now().plus(LIFE))));
    body.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
    body.setSignature(SIGNED_WITH);
    final TBSCertificate signed = body.generateTBSCertificate();
    final Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(pair.getPrivate());
    signature.update(signed.getEncoded());
    final ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(signed);
    parts.add(SIGNED_WITH);
    parts.add(new DERBitString(signature.sign()));
    return new DERSequence(parts).getEncoded();
  }

  /** SHA-256 of the certificate, 32 bytes. */
  public byte[] fingerprint() {
    return fingerprint.clone();
  }

  /** The implementation of the primitives. */
  public BcTlsCrypto crypto() {
    return crypto;
  }

  /** The certificate as a handshake shows it. */
  public Certificate chain() {
    return chain;
  }

  /** Signs this identity's side of a handshake. */
  public TlsCredentialedSigner signer(TlsContext context) {
    return new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        crypto,
        key,
        chain,
        new SignatureAndHashAlgorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
  }
}
