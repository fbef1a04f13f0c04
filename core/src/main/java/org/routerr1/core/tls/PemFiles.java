// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads PEM files, so that a mistake in them is one sentence at the start and not a handshake that
 * fails later. {@code what} names the setting that points to the file.
 */
public final class PemFiles {

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
  private static final byte[] PROBE = "does the key belong to it?".getBytes(StandardCharsets.UTF_8);

  private PemFiles() {}

  /**
   * The certificates of a file, at least one, each valid now.
   *
   * @throws PemException saying what is wrong
   */
  public static List<X509Certificate> certificates(String what, Path file, Instant now) {
    byte[] bytes = bytes(what, file);
    try {
      List<X509Certificate> all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))
              .stream()
              .map(PemFiles::x509)
              .toList();
      if (all.isEmpty()) {
        throw noCertificate(what, file);
      }
      for (X509Certificate certificate : all) {
        demandValid(what, file, certificate, now);
      }
      return all;
    } catch (CertificateException e) {
      throw noCertificate(what, file);
    }
  }

  /**
   * Demands that a file holds the private key of a certificate.
   *
   * @throws PemException saying what is wrong
   */
  public static void demandKey(String what, Path file, X509Certificate certificate) {
    Matcher pem = KEY.matcher(new String(bytes(what, file), StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw PemException.wrong(
          "%s: %s holds no key that begins with -----BEGIN PRIVATE KEY-----; convert it with openssl pkcs8 -topk8 -nodes"
              .formatted(what, file));
    }
    PublicKey owner = certificate.getPublicKey();
    try {
      PrivateKey key =
          KeyFactory.getInstance(owner.getAlgorithm())
              .generatePrivate(
                  new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1))));
      if (!belongs(key, owner)) {
        throw notItsKey(what, file, certificate);
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw notItsKey(what, file, certificate);
    }
  }

  private static boolean belongs(PrivateKey key, PublicKey owner) throws GeneralSecurityException {
    String algorithm =
        switch (owner.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> owner.getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(owner);
    signature.update(PROBE);
    return signature.verify(signed);
  }

  private static byte[] bytes(String what, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw PemException.missing(
          "%s: %s cannot be read (%s); name a PEM file that this process may read"
              .formatted(what, file, e.getClass().getSimpleName()));
    }
  }

  private static void demandValid(
      String what, Path file, X509Certificate certificate, Instant now) {
    String name = certificate.getSubjectX500Principal().getName();
    try {
      certificate.checkValidity(Date.from(now));
    } catch (CertificateExpiredException e) {
      throw PemException.wrong(
          "%s: the certificate of %s in %s ended on %s; renew it"
              .formatted(what, name, file, certificate.getNotAfter().toInstant()));
    } catch (CertificateNotYetValidException e) {
      throw PemException.wrong(
          "%s: the certificate of %s in %s begins on %s; correct the clock or the certificate"
              .formatted(what, name, file, certificate.getNotBefore().toInstant()));
    }
  }

  private static X509Certificate x509(Certificate certificate) {
    return (X509Certificate) certificate;
  }

  private static PemException noCertificate(String what, Path file) {
    return PemException.wrong(
        "%s: %s holds no certificate in PEM form (-----BEGIN CERTIFICATE-----); name one that does"
            .formatted(what, file));
  }

  private static PemException notItsKey(String what, Path file, X509Certificate certificate) {
    return PemException.wrong(
        "%s: the key in %s is not that of %s; name the one that the certificate was made with"
            .formatted(what, file, certificate.getSubjectX500Principal().getName()));
  }
}
