// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.policy;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannelBuilder;
import io.grpc.TlsChannelCredentials;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.routerr1.core.tls.PemException;
import org.routerr1.core.tls.PemFiles;

/**
 * Where the policy server is, and how it is spoken to: in clear text, which is meant for the
 * loopback, or by TLS.
 *
 * @param address {@code host:port}; by TLS the server's certificate must name the host
 */
public record PolicyEndpoint(String address, Optional<Tls> tls) {

  private static final String TRUST = "ROUTER_POLICY_TRUST";
  private static final String CERTIFICATE = "ROUTER_POLICY_CLIENT_CERTIFICATE";
  private static final String KEY = "ROUTER_POLICY_CLIENT_KEY";

  /**
   * Files by which the two ends know each other, in PEM form.
   *
   * @param trust certificates of the authorities, or of the server itself
   * @param own what this end shows, where the server asks for it
   */
  public record Tls(Path trust, Optional<Own> own) {}

  /** A certificate, the ones that vouch for it after it, and its key. */
  public record Own(Path certificate, Path key) {}

  /** In clear text. */
  public static PolicyEndpoint plain(String address) {
    return new PolicyEndpoint(address, Optional.empty());
  }

  /**
   * By TLS if there is something to trust; the files are looked at.
   *
   * @throws PemException if a file cannot be used, or one is given without those it needs
   */
  public static PolicyEndpoint of(
      String address, Optional<Path> trust, Optional<Path> certificate, Optional<Path> key) {
    if (certificate.isPresent() != key.isPresent()) {
      throw PemException.wrong(
          "%s and %s belong together: set both or none".formatted(CERTIFICATE, KEY));
    }
    if (trust.isEmpty()) {
      if (certificate.isPresent()) {
        throw PemException.wrong(
            "%s is set without %s: name the PEM file of the certificates that the policy server is known by"
                .formatted(CERTIFICATE, TRUST));
      }
      return plain(address);
    }
    Optional<Own> own = certificate.flatMap(c -> key.map(k -> new Own(c, k)));
    Instant now = Instant.now();
    PemFiles.certificates(TRUST, trust.get(), now);
    own.ifPresent(o -> {
      X509Certificate first = PemFiles.certificates(CERTIFICATE, o.certificate(), now).getFirst();
      PemFiles.demandKey(KEY, o.key(), first);
    });
    return new PolicyEndpoint(address, Optional.of(new Tls(trust.get(), own)));
  }

  /**
   * The same by the variables of an environment.
   *
   * @throws PemException as {@link #of(String, Optional, Optional, Optional)}
   */
  public static PolicyEndpoint of(String address, Map<String, String> environment) {
    return of(
        address, path(environment, TRUST), path(environment, CERTIFICATE), path(environment, KEY));
  }

  private static Optional<Path> path(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank()).map(Path::of);
  }

  /** A channel that is not open yet. */
  public ManagedChannelBuilder<?> channel() {
    try {
      return Grpc.newChannelBuilder(address, credentials());
    } catch (IOException e) {
      throw PemException.missing(
          "the certificates for the policy server at %s cannot be read (%s); name files that this process may read"
              .formatted(address, e));
    }
  }

  private ChannelCredentials credentials() throws IOException {
    if (tls.isEmpty()) {
      return InsecureChannelCredentials.create();
    }
    TlsChannelCredentials.Builder builder =
        TlsChannelCredentials.newBuilder().trustManager(tls.get().trust().toFile());
    if (tls.get().own().isPresent()) {
      Own own = tls.get().own().get();
      builder.keyManager(own.certificate().toFile(), own.key().toFile());
    }
    return builder.build();
  }
}
