// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.ask;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.routerr1.cli.console.CliException;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.ExitCode;
import org.routerr1.cli.gateway.GatewayClient;
import org.routerr1.cli.gateway.GatewayClient.Reply;

/** Puts one question and shows its rounds while they happen. */
public final class Asking {

  private static final long LOOK_MILLIS = 100;
  private static final int BAD_REQUEST = 400;
  private static final int SERVER_ERROR = 500;
  private static final Set<String> LIMITS =
      Set.of("budget_exceeded", "rate_limited", "too_many_requests");

  private final GatewayClient gateway;
  private final Console console;

  public Asking(GatewayClient gateway, Console console) {
    this.gateway = gateway;
    this.console = console;
  }

  /**
   * Asks, on one HTTP request, and returns the query's document.
   *
   * @param id names the query
   * @throws CliException if there is no answer
   */
  public JsonNode ask(String id, String question, QuerySettings settings, Disturbance disturbance)
      throws IOException, InterruptedException {
    console.print("question  " + LiveRounds.oneLine(question));
    console.print("query     " + id + " · " + settings.line());
    console.underWay(
        "query %s is durable and goes on while the stack runs, or when it runs again: read it with ./router ask --query %s"
            .formatted(id, id));
    LiveRounds rounds = new LiveRounds(console::print);
    CompletableFuture<Reply> reply = gateway.ask(question, settings.request(), id);
    while (!done(reply)) {
      Optional<JsonNode> document = gateway.query(id);
      if (document.isPresent()) {
        rounds.show(document.get());
        disturbance.look(document.get());
      }
    }
    demandAnswer(reply);
    JsonNode document = gateway.document(GatewayClient.queryPath(id));
    rounds.show(document);
    disturbance.look(document);
    return document;
  }

  /** Waits for a query that was asked before, and returns its document. */
  public JsonNode again(String id) throws InterruptedException {
    LiveRounds rounds = new LiveRounds(console::print);
    JsonNode document = gateway.document(GatewayClient.queryPath(id));
    console.print("question  " + LiveRounds.oneLine(document.path("question")));
    rounds.show(document);
    while (document.path("outcome").isNull()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      document = gateway.query(id).orElse(document);
      rounds.show(document);
    }
    return document;
  }

  private static boolean done(CompletableFuture<Reply> reply) throws InterruptedException {
    try {
      reply.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true; // told by demandAnswer
    }
  }

  private static void demandAnswer(CompletableFuture<Reply> pending) {
    Reply reply;
    try {
      reply = pending.join();
    } catch (CompletionException e) {
      throw new CliException(
          ExitCode.MISSING,
          "the connection to the gateway broke (%s): look at ./router status"
              .formatted(e.getCause()));
    }
    if (reply.ok()) {
      return;
    }
    String code = reply.body().path("error").path("code").asText();
    if (LIMITS.contains(code)) {
      throw new CliException(ExitCode.REFUSED, reply.problem());
    }
    boolean ours = reply.status() >= BAD_REQUEST && reply.status() < SERVER_ERROR;
    throw new CliException(ours ? ExitCode.BAD_INPUT : ExitCode.MISSING, reply.problem());
  }
}
