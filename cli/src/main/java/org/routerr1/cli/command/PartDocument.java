// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.routerr1.infra.stack.run.PartState;
import org.routerr1.infra.stack.run.PartStatus;

/** A part, as documents show it. */
record PartDocument(
    String part, String state, long pid, Map<String, Integer> ports, String log, String since) {

  static List<PartDocument> all(List<PartStatus> parts) {
    return parts.stream().map(PartDocument::of).toList();
  }

  static PartDocument of(PartStatus part) {
    PartState state = part.state();
    return new PartDocument(
        state.part(),
        part.health().word(),
        state.process().pid(),
        state.ports(),
        state.log().toString(),
        Instant.ofEpochMilli(state.startedAt()).toString());
  }
}
