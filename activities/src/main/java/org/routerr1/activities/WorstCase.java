// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import org.routerr1.activities.text.Texts;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.money.Usage;

/**
 * The most that an attempt at a candidate can cost: its longest reply, and a prompt of one token a
 * byte, which no byte-level tokenizer exceeds. So a budget that admits a call is not exceeded by
 * it.
 */
final class WorstCase {

  /** What a chat template adds around one message. */
  private static final int TEMPLATE_TOKENS = 64;

  /** Longer tokens exist, in texts that nobody asks. */
  private static final int BYTES_PER_POLICY_TOKEN = 8;

  private WorstCase() {}

  /** Of a call whose prompt is known. */
  static long nanoUsd(Candidate candidate, String prompt) {
    return nanoUsd(candidate, Texts.bytes(prompt));
  }

  /** Of a call whose sub-question the policy has yet to write. */
  static long nanoUsd(Candidate candidate, int queryTokens, int contextBytes) {
    int template = Texts.bytes(candidate.promptForm().template());
    return nanoUsd(
        candidate, (long) template + contextBytes + (long) queryTokens * BYTES_PER_POLICY_TOKEN);
  }

  private static long nanoUsd(Candidate candidate, long promptBytes) {
    long input = Math.min(candidate.contextTokens(), promptBytes + TEMPLATE_TOKENS);
    return candidate.price().of(new Usage(input, candidate.maxOutputTokens())).value();
  }
}
