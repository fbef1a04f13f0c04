// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.routerr1.cli.ask.Disturbance;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.infra.stack.Json;
import org.routerr1.infra.stack.Ports;
import org.routerr1.infra.stack.process.ProcessId;

/**
 * Kills a part with SIGKILL as soon as the books hold a candidate's reply, starts it again, and
 * watches the query go on.
 */
public final class Crash implements Disturbance {

  /** What can be killed. */
  public static final List<String> PARTS =
      List.of(Ports.WORKER, Ports.TEMPORAL, Ports.POLICY, Ports.POSTGRES);

  private final LocalStack stack;
  private final Console console;
  private final String part;
  private @Nullable Progress killedAt;
  private long killedNanos;
  private long recoveredNanos;

  /** How far a query is: grows with every decision and every reply. */
  private record Progress(int rounds, int replies, boolean ended) {
    static Progress of(JsonNode document) {
      int replies = 0;
      for (JsonNode round : document.path("rounds")) {
        for (JsonNode call : round.path("calls")) {
          replies += call.path("outcome").asText().equals("ok") ? 1 : 0;
        }
      }
      return new Progress(
          document.path("rounds").size(), replies, document.path("outcome").isTextual());
    }
  }

  public Crash(LocalStack stack, Console console, String part) {
    this.stack = stack;
    this.console = console;
    this.part = part;
  }

  @Override
  public void look(JsonNode document) throws IOException, InterruptedException {
    Progress now = Progress.of(document);
    Progress then = killedAt;
    if (then == null) {
      if (now.replies() > 0 && !now.ended()) {
        killedAt = now;
        strike();
      }
    } else if (recoveredNanos == 0 && !now.equals(then)) {
      recoveredNanos = System.nanoTime();
    }
  }

  private void strike() throws IOException, InterruptedException {
    ProcessId process =
        stack
            .part(part)
            .orElseThrow(() ->
                new CliException(
                    ExitCode.BAD_INPUT,
                    "%s was not started here, so it is not killed".formatted(part)))
            .process();
    killedNanos = System.nanoTime();
    process.kill();
    console.print("  ✗      %s (pid %d) killed by SIGKILL".formatted(part, process.pid()));
    stack.restart(part);
    console.print(
        "  ✓      %s started again after %.1f s"
            .formatted(part, (System.nanoTime() - killedNanos) / 1e9));
  }

  /**
   * The document's {@code crash}; duplicates are null where a candidate does not count.
   *
   * @param document of the query, ended
   */
  public ObjectNode document(JsonNode document, CandidateCounters counters)
      throws InterruptedException {
    if (killedAt == null) {
      throw new CliException(
          ExitCode.UNVERIFIED,
          "the query ended before its first reply was in the books, so nothing was killed: run it again");
    }
    long inBooks = 0;
    for (JsonNode round : document.path("rounds")) {
      inBooks += round.path("calls").size();
    }
    OptionalLong asked = counters.asked(document.path("workflow_id").asText());
    ObjectNode crash = Json.MAPPER.createObjectNode();
    crash.put("killed", part);
    crash.put("completed", document.path("outcome").asText().equals("answered"));
    if (asked.isPresent()) {
      crash.put("duplicate_calls", Math.max(0, asked.getAsLong() - inBooks));
    } else {
      crash.putNull("duplicate_calls");
    }
    crash.put("recovered_ms", (recoveredNanos - killedNanos) / 1_000_000);
    crash.put("connection_kept", true); // the answer came on the one request that was made
    return crash;
  }
}
