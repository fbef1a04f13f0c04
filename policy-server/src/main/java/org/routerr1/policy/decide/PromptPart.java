// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.List;
import org.routerr1.policy.tokenizer.ChatTemplate;
import org.routerr1.policy.tokenizer.IntList;

/**
 * A prompt: the messages, then what followed in the assistant's turn. Every part is tokenised by
 * itself, so the tokens of a prefix never depend on what comes after it.
 */
public sealed interface PromptPart {

  /** What the policy wrote in an earlier round, verbatim. */
  record Generated(List<Integer> ids) implements PromptPart {}

  /** What the environment appended. */
  record Observation(String text) implements PromptPart {}

  /** How many tokens a prompt has at least, without looking for them. */
  static int fewest(
      ChatTemplate template, List<ChatTemplate.Message> messages, List<PromptPart> turn) {
    int said = messages.stream().mapToInt(m -> template.tokenizer().fewest(m.content())).sum();
    int done =
        turn.stream()
            .mapToInt(part ->
                switch (part) {
                  case Generated(var generated) -> generated.size();
                  case Observation(var text) -> template.tokenizer().fewest(text);
                })
            .sum();
    return said + done;
  }

  /** The token ids of a prompt. */
  static int[] encode(
      ChatTemplate template, List<ChatTemplate.Message> messages, List<PromptPart> turn) {
    IntList ids = new IntList();
    template.encode(messages, ids);
    for (PromptPart part : turn) {
      switch (part) {
        case Generated(var generated) -> generated.forEach(ids::add);
        case Observation(var text) -> ids.addAll(template.tokenizer().encode(text));
      }
    }
    return ids.toArray();
  }
}
