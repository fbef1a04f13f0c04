// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.util.Locale;
import org.routerr1.proto.learner.v1.Imitation;
import org.routerr1.proto.learner.v1.Reinforcement;
import org.routerr1.proto.learner.v1.UpdateReply;

/** What an update found, as it goes over the wire. */
final class Reports {

  private Reports() {}

  static UpdateReply reply(String run, long step, Course.Result result, long micros) {
    Findings findings = result.findings();
    Findings.Tried tried = findings.tried();
    Imitation.Builder imitation = Imitation.newBuilder();
    findings
        .taught()
        .forEach(
            (span, sums) -> imitation.addSpans(span(span.name().toLowerCase(Locale.ROOT), sums)));
    if (result.moves().mass() > 0) {
      imitation.addSpans(span("move", result.moves()));
    }
    return UpdateReply.newBuilder()
        .setRun(run)
        .setStep(step)
        .setLoss(result.loss())
        .setGradientNorm(result.norm())
        .setOptimiserSteps(result.steps())
        .setImitation(imitation)
        .setReinforcement(
            Reinforcement.newBuilder()
                .setLoss(tried.loss())
                .setEntropy(tried.entropy())
                .setClipped(tried.clipped())
                .setRatio(tried.ratio())
                .setDrift(tried.drift())
                .setTokens(tried.tokens()))
        .setTokens(result.tokens())
        .setDecisionTokens(findings.decisions())
        .setMicros(micros)
        .build();
  }

  private static Imitation.Span span(String name, Findings.Taught sums) {
    return Imitation.Span.newBuilder()
        .setSpan(name)
        .setMass(sums.mass())
        .setCrossEntropy(sums.crossEntropy() / sums.mass())
        .setDivergence((sums.crossEntropy() - sums.targetEntropy()) / sums.mass())
        .setAgreement(sums.agreed() / sums.mass())
        .build();
  }
}
