// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** What may happen to a query on its way. */
@FunctionalInterface
public interface Disturbance {

  /** Nothing happens. */
  Disturbance NONE = document -> {};

  /** Called with each look at the query's document, while it runs and once when it has ended. */
  void look(JsonNode document) throws IOException, InterruptedException;
}
