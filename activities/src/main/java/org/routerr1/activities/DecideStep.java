// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.routerr1.activities.candidate.Cancellation;
import org.routerr1.activities.policy.PolicyClient;
import org.routerr1.activities.policy.PolicyException;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.core.money.Usage;
import org.routerr1.ledger.DecisionResult;
import org.routerr1.ledger.Entry;
import org.routerr1.ledger.StepKey;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;

/**
 * One decision of the policy behind the journal: looked up, asked for, checked, written, reported.
 * What was decided once stands, whatever a repetition would decide.
 */
final class DecideStep {

  /**
   * Ids under which a decision is asked for: a policy that wrote no legal action gets another
   * chance, and an id that was used for something else is passed over.
   */
  private static final int TRIES = 3;

  private final PolicyClient policy;
  private final BooksAccess books;
  private final CatalogueSource catalogues;
  private final String taskQueue;
  private final StepObserver observer;
  private final Clock clock;

  /**
   * @param taskQueue of the router; queued candidates have theirs below it
   */
  DecideStep(
      PolicyClient policy,
      BooksAccess books,
      CatalogueSource catalogues,
      String taskQueue,
      StepObserver observer,
      Clock clock) {
    this.policy = policy;
    this.books = books;
    this.catalogues = catalogues;
    this.taskQueue = taskQueue;
    this.observer = observer;
    this.clock = clock;
  }

  static StepKey key(DecideInput input) {
    return StepKey.decision(input.workflowId(), input.round());
  }

  DecideOutput run(DecideInput input, Cancellation cancellation) {
    Optional<Entry> known = books.journal().find(key(input));
    if (known.isPresent() && known.get().result() != null) {
      return Results.read(known.get().result(), DecideOutput.class);
    }
    String pinned = input.catalogueVersion();
    Catalogue catalogue = pinned == null ? catalogues.pinCurrent() : catalogues.pinned(pinned);
    LegalMoves legal = LegalMoves.of(input, catalogue);
    DecideRequest request = PolicyPrompt.request(input, catalogue, legal);
    long begun = clock.millis();
    Made made = ask(input, request, legal, cancellation);
    long millis = Math.max(0, clock.millis() - begun);
    Decision decision = made.decision();
    Usage usage = new Usage(decision.getPromptTokens(), decision.getTokenIdsCount());
    NanoUsd cost = catalogue.policyPrice().of(usage);
    DecideOutput output =
        new DecideOutput(
            catalogue.version(),
            decision.getPolicyVersion(),
            made.choice().thought(),
            made.choice().calls(),
            made.choice().answer(),
            made.choice().correction(),
            legal.forced(),
            List.copyOf(decision.getTokenIdsList()),
            logprob(decision),
            usage,
            cost.value(),
            decision.getAnswerCut());
    observer.decided(output.policyVersion(), usage, cost.value(), millis);
    DecisionResult result = result(input, output, decision, millis);
    String stands = Failures.await(books.journal().decide(result)).result();
    return stands == null ? output : Results.read(stands, DecideOutput.class);
  }

  private record Made(Decision decision, Choice choice) {}

  private Made ask(
      DecideInput input, DecideRequest request, LegalMoves legal, Cancellation cancellation) {
    for (int attempt = 1; ; attempt++) {
      Decision decision;
      try {
        decision = policy.decide(PolicyPrompt.attempt(request, input, attempt), cancellation);
      } catch (PolicyException e) {
        if (e.isIdTaken() && attempt < TRIES) {
          continue;
        }
        throw e;
      }
      Choice choice = Choice.of(input, decision, legal, taskQueue);
      if (choice.correction() == null) {
        return new Made(decision, choice);
      }
      if (attempt == TRIES) {
        if (legal.candidates().isEmpty()) {
          throw Failures.of(
              FailureCode.POLICY_INVALID,
              "the policy "
                  + decision.getPolicyVersion()
                  + " gave no answer where only an answer is legal");
        }
        return new Made(decision, choice);
      }
    }
  }

  private static double logprob(Decision decision) {
    double sum = 0;
    for (float one : decision.getLogprobsList()) {
      sum += one;
    }
    return sum;
  }

  private static DecisionResult result(
      DecideInput input, DecideOutput output, Decision decision, long millis) {
    return new DecisionResult(
        key(input),
        new DecisionResult.QueryOpening(
            input.queryId(),
            input.chain(),
            input.question(),
            output.catalogueVersion(),
            Results.write(input.options()),
            input.startedAtMillis()),
        decision.getPolicyVersion(),
        decision.getModel(),
        decision.getPromptHash(),
        output.thought(),
        decision.getText(),
        output.answer(),
        output.forced() != null,
        output.tokens(),
        List.copyOf(decision.getLogprobsList()),
        List.copyOf(decision.getFreeLogprobsList()),
        output.logprob(),
        decision.getSeed(),
        output.usage(),
        new NanoUsd(output.costNanoUsd()),
        new NanoUsd(Math.addExact(input.spentNanoUsd(), output.costNanoUsd())),
        millis,
        Results.write(output));
  }
}
