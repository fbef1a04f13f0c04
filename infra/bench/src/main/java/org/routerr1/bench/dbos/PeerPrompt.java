// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.dbos;

/** A prompt of the size that ours has: protocol, and a catalogue of one candidate. */
final class PeerPrompt {

  static final String SYSTEM =
      """
      You answer a question by asking other models for what you need. In every turn you first think
      between <think> and </think>. Then you either ask a model, with <search>the need<to>its
      name</search>, and read what it says between <information> and </information>; or you end with
      <answer>the answer</answer>. Ask for one thing at a time. Weigh what a call costs against what
      it brings.

      Models:
      * the only one: general knowledge; 0.10 USD a million tokens read, 0.40 USD a million tokens
        written; answers in 200 ms, 95 of 100 times in 400 ms.

      Quality counts, cost does not. There is no limit to what may be spent.
      """;

  private PeerPrompt() {}
}
