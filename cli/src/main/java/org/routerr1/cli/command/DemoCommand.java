// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.routerr1.cli.ask.Disturbance;
import org.routerr1.cli.ask.QueryNames;
import org.routerr1.cli.ask.QuerySettings;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.crash.CandidateCounters;
import org.routerr1.cli.crash.Crash;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.core.catalogue.Candidate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows it all: a multi-hop question, answered by real models, with the audit verified. */
@Command(
    name = "demo",
    description = "Answer a multi-hop question with real models, and verify the audit.")
public final class DemoCommand implements Callable<Integer> {

  /** Two hops: from a place to its country, from the country to its money. */
  static final String QUESTION =
      "What is the currency of the country where the Shwedagon Pagoda stands?";

  @ParentCommand private RouterCommand root;

  @Option(
      names = "--crash",
      arity = "0..1",
      fallbackValue = "worker",
      paramLabel = "PART",
      description =
          "kill a part in the middle: worker (default), temporal, policy-server, postgres")
  private @Nullable String crash;

  @Override
  public Integer call() throws Exception {
    QuerySettings settings = QuerySettings.of(0, null, null, root.environment());
    if (crash != null && !Crash.PARTS.contains(crash)) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "--crash knows %s, not \"%s\"".formatted(String.join(", ", Crash.PARTS), crash));
    }
    LocalStack stack = LocalStack.checked(root);
    ExitCode code = Query.with(root, stack, query -> run(query, stack, settings));
    root.console()
        .print("the stack stays up: ./router status · ./router ask \"…\" · ./router down");
    return code.code();
  }

  private ExitCode run(Query query, LocalStack stack, QuerySettings settings) throws Exception {
    Console console = root.console();
    String id = QueryNames.next("demo", new SecureRandom());
    if (crash == null) {
      JsonNode document = query.asking().ask(id, QUESTION, settings, Disturbance.NONE);
      return query.finish(query.verified(document));
    }
    Crash disturbance = new Crash(stack, console, crash);
    JsonNode document = query.asking().ask(id, QUESTION, settings, disturbance);
    ObjectNode result = query.verified(document);
    CandidateCounters counters =
        new CandidateCounters(
            stack.catalogue().candidates().stream().map(Candidate::endpoint).toList());
    ObjectNode proof = disturbance.document(document, counters);
    result.set("crash", proof);
    ExitCode code = query.finish(result);
    console.print(
        "crash     %s killed · went on after %d ms · connection kept · calls made twice, as the candidates counted: %s"
            .formatted(
                crash,
                proof.path("recovered_ms").asLong(),
                proof.path("duplicate_calls").asText()));
    boolean proven =
        proof.path("completed").asBoolean() && proof.path("duplicate_calls").asLong() == 0;
    return code == ExitCode.DONE && !proven ? ExitCode.UNVERIFIED : code;
  }
}
