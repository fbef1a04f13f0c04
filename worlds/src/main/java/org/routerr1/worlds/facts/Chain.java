// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

import java.util.List;
import java.util.stream.Collectors;

/** Facts of which each begins where the one before ends: what a bridge question asks for. */
public record Chain(List<Fact> facts) {

  public Chain {
    facts = List.copyOf(facts);
  }

  public int hops() {
    return facts.size();
  }

  /** The entity that the question names. */
  public String subject() {
    return facts.getFirst().subject();
  }

  public String answer() {
    return facts.getLast().object();
  }

  /** The relations in the order of asking. */
  public List<String> path() {
    return facts.stream().map(Fact::relation).toList();
  }

  /** The path as one text, to group by. */
  public String pathName() {
    return path().stream().collect(Collectors.joining(" → "));
  }
}
