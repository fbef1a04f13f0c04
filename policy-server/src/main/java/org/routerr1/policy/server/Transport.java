// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.smallrye.config.SmallRyeConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.routerr1.core.tls.PemException;
import org.routerr1.core.tls.PemFiles;

/**
 * How the gRPC port is protected: clear text on the loopback, else TLS. The files are looked at
 * before anything is opened, since Quarkus would tell of them in a stack trace.
 *
 * @param settings what Quarkus is to be told, by its own keys
 * @param warning for whoever starts the server
 */
record Transport(Map<String, String> settings, Optional<String> warning) {

  private static final String SERVER = "quarkus.grpc.server.";
  private static final String CERTIFICATE = "ROUTER_POLICY_TLS_CERTIFICATE";
  private static final String KEY = "ROUTER_POLICY_TLS_KEY";
  private static final String CLIENT_TRUST = "ROUTER_POLICY_TLS_CLIENT_TRUST";

  /**
   * Reads the configuration.
   *
   * @throws CannotStartException if a file cannot be used, or clear text would leave the loopback
   */
  static Transport of(PolicyConfig config, SmallRyeConfig all, Instant now) {
    if (config.tlsCertificate().isPresent() != config.tlsKey().isPresent()) {
      throw CannotStartException.badInput(
          "%s and %s belong together: set both or none".formatted(CERTIFICATE, KEY));
    }
    if (config.tlsCertificate().isEmpty() || config.tlsKey().isEmpty()) {
      if (config.tlsClientTrust().isPresent()) {
        throw CannotStartException.badInput(
            "%s is set without %s: callers are asked for a certificate in TLS only"
                .formatted(CLIENT_TRUST, CERTIFICATE));
      }
      return new Transport(Map.of(), clearText(config, all));
    }
    Path certificate = config.tlsCertificate().get();
    Path key = config.tlsKey().get();
    try {
      List<X509Certificate> chain = PemFiles.certificates(CERTIFICATE, certificate, now);
      PemFiles.demandKey(KEY, key, chain.getFirst());
      config.tlsClientTrust().ifPresent(t -> PemFiles.certificates(CLIENT_TRUST, t, now));
    } catch (PemException e) {
      String said = String.valueOf(e.getMessage());
      throw e.isMissing()
          ? CannotStartException.missing(said)
          : CannotStartException.badInput(said);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(SERVER + "plain-text", "false");
    settings.put(SERVER + "ssl.certificate", certificate.toAbsolutePath().toString());
    settings.put(SERVER + "ssl.key", key.toAbsolutePath().toString());
    if (config.tlsClientTrust().isPresent()) {
      settings.put(SERVER + "ssl.client-auth", "REQUIRED");
    }
    return new Transport(settings, Optional.empty());
  }

  private static Optional<String> clearText(PolicyConfig config, SmallRyeConfig all) {
    String host = all.getValue(SERVER + "host", String.class);
    boolean quarkusOwn =
        Stream.of("ssl.certificate", "ssl.key-store")
            .map(key -> all.getOptionalValue(SERVER + key, String.class))
            .anyMatch(Optional::isPresent);
    if (quarkusOwn || isLoopback(host)) {
      return Optional.empty();
    }
    if (!config.plainText()) {
      throw CannotStartException.badInput(
          "gRPC would listen on %s in clear text: set %s and %s, or QUARKUS_GRPC_SERVER_HOST=127.0.0.1, or ROUTER_POLICY_PLAIN_TEXT=true where something else protects the network"
              .formatted(host, CERTIFICATE, KEY));
    }
    return Optional.of(
        "gRPC listens on %s in clear text, as ROUTER_POLICY_PLAIN_TEXT allows".formatted(host));
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // That it cannot be listened on is told by Ports.
      return true;
    }
  }
}
