// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;
import org.routerr1.gateway.mapping.ProblemException;
import org.routerr1.workflows.QueryOutput;

/**
 * Counts and times queries by outcome: {@code router_gateway_query_seconds}, {@code
 * router_gateway_cost_nano_usd_total}, {@code router_gateway_starts_free}.
 */
public final class QueryMeters {

  private final MeterRegistry registry;

  public QueryMeters(MeterRegistry registry, StartGate gate) {
    this.registry = registry;
    registry.gauge("router.gateway.starts.free", gate, StartGate::free);
  }

  /** Runs a query and remembers how it went. */
  public QueryOutput measured(Supplier<QueryOutput> query) {
    Timer.Sample sample = Timer.start(registry);
    String outcome = "internal_error";
    try {
      QueryOutput output = query.get();
      outcome = "answered";
      registry.counter("router.gateway.cost.nano.usd").increment(output.costNanoUsd());
      return output;
    } catch (ProblemException e) {
      outcome = e.problem().code();
      throw e;
    } finally {
      sample.stop(registry.timer("router.gateway.query", "outcome", outcome));
    }
  }
}
