// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.overhead;

import java.net.URI;
import org.routerr1.bench.load.BenchQueries;
import org.routerr1.bench.load.GatewayClient;
import org.routerr1.bench.load.Load;
import org.routerr1.bench.load.Measured;

/** Ours through the gateway's HTTP. */
final class GatewaySide implements Side {

  private final GatewayClient client;
  private int loads;

  GatewaySide(URI endpoint) {
    this.client = new GatewayClient(endpoint, BenchQueries.MAX_TURNS);
  }

  @Override
  public Measured run(int n, int atOnce, String candidate) throws InterruptedException {
    String load = "gateway" + ++loads;
    return Load.run(
        n,
        atOnce,
        number -> GatewayClient.answer(client.ask(load + "-" + number, candidate).join()));
  }

  @Override
  public void close() {
    client.close();
  }
}
