// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.CallInput;
import org.routerr1.activities.CallOutput;
import org.routerr1.activities.CloseInput;
import org.routerr1.activities.DecideInput;
import org.routerr1.activities.DecideOutput;
import org.routerr1.activities.DecideOutput.PlannedCall;
import org.routerr1.activities.Feedback;
import org.routerr1.activities.QueryActivities;
import org.routerr1.activities.RoundOutput;
import org.routerr1.core.catalogue.Candidate.Dispatch;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.Usage;

/**
 * Activities for the workflow's tests: what they are asked is kept, what they say is the test's. By
 * default the policy routes to {@code a} until it is forced, and {@code a} answers.
 */
final class Scripted implements QueryActivities {

  static final Usage POLICY_USAGE = new Usage(10, 2);
  static final Usage CALL_USAGE = new Usage(5, 5);
  static final long CALL_COST = 100;

  final List<DecideInput> decisions = new CopyOnWriteArrayList<>();
  final List<CallInput> calls = new CopyOnWriteArrayList<>();
  final List<CloseInput> closed = new CopyOnWriteArrayList<>();
  final List<Feedback> feedback = new CopyOnWriteArrayList<>();

  /** The test server's clock, which skips time. */
  volatile LongSupplier now = System::currentTimeMillis;

  volatile Function<DecideInput, DecideOutput> policy = in -> route(in, planned(1, "a"));
  volatile Function<CallInput, CallOutput> candidates = in -> ok(in.candidate(), "reply");

  @Override
  public RoundOutput round(DecideInput input) {
    DecideOutput decision = decide(input);
    CallInput first = RoundOutput.first(input, decision, now.getAsLong());
    return new RoundOutput(decision, first == null ? null : call(first));
  }

  @Override
  public DecideOutput decide(DecideInput input) {
    decisions.add(input);
    return input.forced() != null ? answer(input, "forced answer") : policy.apply(input);
  }

  @Override
  public CallOutput call(CallInput input) {
    calls.add(input);
    return candidates.apply(input);
  }

  @Override
  public void close(CloseInput input) {
    closed.add(input);
  }

  @Override
  public void feedback(String queryId, Feedback given) {
    feedback.add(given);
  }

  static PlannedCall planned(int number, String candidate) {
    return new PlannedCall(
        number, candidate, "sub " + number, Dispatch.LOCAL, null, 2, 10_000, CALL_COST);
  }

  static DecideOutput route(DecideInput in, PlannedCall... calls) {
    return output(in, List.of(calls), null, null);
  }

  static DecideOutput answer(DecideInput in, String text) {
    return output(in, List.of(), text, null);
  }

  /** An answer that reached its limit. */
  static DecideOutput cut(DecideInput in, String text) {
    DecideOutput whole = answer(in, text);
    return new DecideOutput(
        whole.catalogueVersion(),
        whole.policyVersion(),
        whole.thought(),
        whole.calls(),
        whole.answer(),
        whole.correction(),
        whole.forced(),
        whole.tokens(),
        whole.logprob(),
        whole.usage(),
        whole.costNanoUsd(),
        true);
  }

  static DecideOutput correct(DecideInput in, String correction) {
    return output(in, List.of(), null, correction);
  }

  private static DecideOutput output(
      DecideInput in, List<PlannedCall> calls, @Nullable String answer, @Nullable String wrong) {
    return new DecideOutput(
        "sha256:c1",
        "v1",
        "thought",
        new ArrayList<>(calls),
        answer,
        wrong,
        in.forced(),
        List.of(in.round(), 7),
        -0.5,
        POLICY_USAGE,
        1,
        false);
  }

  static CallOutput ok(String candidate, String reply) {
    return new CallOutput(candidate, reply, null, null, 0, CALL_USAGE, CALL_COST);
  }

  static CallOutput failed(String candidate, FailureCode code, long retryAfterMillis) {
    return new CallOutput(candidate, null, code, "said so", retryAfterMillis, Usage.NONE, 0);
  }

  static ApplicationFailure unavailable(FailureCode code) {
    return ApplicationFailure.newFailure("away", code.wire());
  }
}
