// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import org.routerr1.policy.tokenizer.Tokenizer;

/**
 * The protocol's tags as tokens, each encoded by itself, and the token that ends a turn.
 *
 * @param endOfTurn written only where ending is a choice: after a route when another could follow
 */
record Tags(
    int[] think,
    int[] thinkEnd,
    int[] search,
    int[] to,
    int[] searchEnd,
    int[] answer,
    int[] answerEnd,
    int endOfTurn) {

  static Tags of(Tokenizer tokenizer, int endOfTurn) {
    return new Tags(
        tokenizer.encode("<think>"),
        tokenizer.encode("</think>"),
        tokenizer.encode("<search>"),
        tokenizer.encode("<to>"),
        tokenizer.encode("</search>"),
        tokenizer.encode("<answer>"),
        tokenizer.encode("</answer>"),
        endOfTurn);
  }
}
