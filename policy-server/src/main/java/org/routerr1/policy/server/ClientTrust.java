// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.quarkus.grpc.api.ServerBuilderCustomizer;
import io.quarkus.grpc.runtime.config.GrpcServerConfiguration;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.grpc.VertxServerBuilder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Tells the gRPC server which callers' certificates it trusts: Quarkus' own key wants a key store
 * with a password, not a PEM file.
 */
@Singleton
public final class ClientTrust implements ServerBuilderCustomizer<VertxServerBuilder> {

  private final PolicyConfig config;

  @Inject
  public ClientTrust(PolicyConfig config) {
    this.config = config;
  }

  @Override
  public void customize(GrpcServerConfiguration server, VertxServerBuilder builder) {
    config
        .tlsClientTrust()
        .ifPresent(file ->
            builder.useSsl(options ->
                options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString()))));
  }
}
