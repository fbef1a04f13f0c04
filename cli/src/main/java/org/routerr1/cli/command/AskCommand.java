// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.routerr1.cli.ask.Disturbance;
import org.routerr1.cli.ask.QueryNames;
import org.routerr1.cli.ask.QuerySettings;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.cli.stack.LocalStack;
import org.routerr1.core.prompt.Blank;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Answers a question. */
@Command(name = "ask", description = "Answer a question; starts the stack if it does not run.")
public final class AskCommand implements Callable<Integer> {

  @ParentCommand private RouterCommand root;

  @Parameters(arity = "0..1", paramLabel = "QUESTION", description = "in quotes")
  private @Nullable String question;

  @Option(names = "--trade-off", defaultValue = "0", description = "0: quality only, 1: thrift")
  private double tradeOff;

  @Option(names = "--budget", paramLabel = "USD", description = "the most that it may cost")
  private @Nullable BigDecimal budget;

  @Option(
      names = "--policy",
      paramLabel = "VERSION",
      description = "who decides (default: the stable version; ./router policy list)")
  private @Nullable String policy;

  @Option(names = "--query", paramLabel = "ID", description = "show a query that was asked before")
  private @Nullable String earlier;

  @Override
  public Integer call() throws Exception {
    QuerySettings settings = QuerySettings.of(tradeOff, budget, policy, root.environment());
    boolean asked = !Blank.is(question);
    if (asked == (earlier != null)) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          "give a question in quotes, or --query ID for one that was asked before");
    }
    LocalStack stack = LocalStack.checked(root);
    return Query.with(root, stack, query -> run(query, settings)).code();
  }

  private ExitCode run(Query query, QuerySettings settings) throws Exception {
    JsonNode document =
        earlier != null
            ? query.asking().again(earlier)
            : query
                .asking()
                .ask(
                    QueryNames.next("ask", new SecureRandom()),
                    String.valueOf(question),
                    settings,
                    Disturbance.NONE);
    return query.finish(query.verified(document));
  }
}
