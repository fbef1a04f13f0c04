// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Optional;
import org.routerr1.core.audit.Hashes;
import org.routerr1.policy.decide.DecisionRequest;
import org.routerr1.policy.decide.Digests;
import org.routerr1.policy.decide.PolicyVersion;
import org.routerr1.policy.decide.PromptPart;
import org.routerr1.policy.grammar.ActionLimits;
import org.routerr1.policy.sampling.Sampling;
import org.routerr1.policy.tokenizer.ChatTemplate.Message;
import org.routerr1.policy.tokenizer.ChatTemplate.Role;

/** Requests for decisions. */
public final class Asked {

  public static final ActionLimits LIMITS =
      new ActionLimits(List.of("small", "smaller", "large-7B"), 2, true, 8, 8, 8);

  /** Tests' engines do not ask what the version is called. */
  public static final PolicyVersion BASE = new PolicyVersion("tiny", Optional.empty());

  private Asked() {}

  /** A sampled decision on a question. */
  public static DecisionRequest question(String id, String question) {
    return question(id, question, LIMITS, new Sampling(1, 1, Digests.seed(id)));
  }

  public static DecisionRequest question(
      String id, String question, ActionLimits limits, Sampling sampling, PromptPart... turn) {
    return new DecisionRequest(
        id,
        Hashes.sha256((question + limits + sampling + List.of(turn)).getBytes(UTF_8)),
        BASE,
        List.of(new Message(Role.USER, question)),
        List.of(turn),
        limits,
        sampling,
        false,
        true);
  }

  /** The same request with another priority. */
  public static DecisionRequest priority(DecisionRequest r, boolean training) {
    return new DecisionRequest(
        r.requestId(),
        r.contentHash(),
        r.version(),
        r.messages(),
        r.turn(),
        r.limits(),
        r.sampling(),
        training,
        r.free());
  }

  /** The same request without log-probabilities among all tokens. */
  public static DecisionRequest lean(DecisionRequest r) {
    return new DecisionRequest(
        r.requestId(),
        r.contentHash(),
        r.version(),
        r.messages(),
        r.turn(),
        r.limits(),
        r.sampling(),
        r.training(),
        false);
  }

  /** The same request to another version. */
  public static DecisionRequest version(DecisionRequest r, PolicyVersion version) {
    return new DecisionRequest(
        r.requestId() + "@" + version.name(),
        r.contentHash() + version.name(),
        version,
        r.messages(),
        r.turn(),
        r.limits(),
        r.sampling(),
        r.training(),
        r.free());
  }
}
