// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.List;
import org.routerr1.core.metric.Answers;
import org.routerr1.worlds.Words;

/**
 * A question of a made world, with what nobody but the environment and the scripts may see: the
 * facts that it needs.
 *
 * @param text what the policy reads
 * @param hops in the order of asking; of a comparison, one per entity
 */
public record Question(Kind kind, String text, List<Hop> hops, String answer) {

  public Question {
    hops = List.copyOf(hops);
  }

  /** The topics needed, each once. */
  public List<String> topics() {
    return hops.stream().map(Hop::topic).distinct().toList();
  }

  /** What is right as an answer: the answer, with its accents and without. */
  public List<String> golds() {
    return List.of(answer, Words.ascii(answer));
  }

  /** Whether an answer is right, by exact match. */
  public boolean accepts(String given) {
    return Answers.exactMatch(given, golds());
  }

  /** Whether each hop asks about what the hop before answered. */
  public boolean bridges() {
    return kind != Kind.COMPARISON;
  }
}
