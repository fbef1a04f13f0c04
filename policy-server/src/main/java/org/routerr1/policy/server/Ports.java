// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * Looks whether the ports are free before Quarkus asks for them: it goes on without gRPC if not.
 */
final class Ports {

  private static final Map<String, String> SERVERS =
      Map.of(
          "quarkus.grpc.server", "QUARKUS_GRPC_SERVER_PORT", "quarkus.http", "QUARKUS_HTTP_PORT");

  private Ports() {}

  static void demandFree(Config config) {
    SERVERS.forEach((prefix, variable) ->
        demandFree(
            config.getValue(prefix + ".host", String.class),
            config.getValue(prefix + ".port", Integer.class),
            variable));
  }

  private static void demandFree(String host, int port, String variable) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      socket.getLocalPort();
    } catch (IOException e) {
      throw CannotStartException.missing(
          "port %d on %s cannot be used (%s): end what listens there, or set %s to another port"
              .formatted(port, host, e.getMessage(), variable));
    }
  }
}
