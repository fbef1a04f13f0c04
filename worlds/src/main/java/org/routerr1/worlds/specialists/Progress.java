// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.ArrayList;
import java.util.List;

/**
 * How far an episode is, for whoever knows the question's hops: scripts, teachers, measures. A hop
 * is over when somebody has named something.
 */
public record Progress(Question question, int maxCalls, List<Call> calls) {

  public Progress {
    calls = List.copyOf(calls);
  }

  public static Progress start(Question question, int maxCalls) {
    return new Progress(question, maxCalls, List.of());
  }

  /** The hop to ask for now, from 0; the number of hops when all are over. */
  public int hop() {
    return (int) calls.stream().filter(c -> c.reply().says()).count();
  }

  public boolean complete() {
    return hop() == question.hops().size();
  }

  public int callsLeft() {
    return maxCalls - calls.size();
  }

  public int units() {
    return calls.stream().mapToInt(c -> c.reply().units()).sum();
  }

  /** The topic of the hop to ask for now; not to be called when all are over. */
  public String topic() {
    return question.hops().get(hop()).topic();
  }

  /** The sub-question of the hop to ask for now; not to be called when all are over. */
  public String subQuestion() {
    Hop hop = question.hops().get(hop());
    String subject = question.bridges() && hop() > 0 ? lastSaid() : hop.subject();
    return SubQuestions.write(hop.relation(), subject);
  }

  /** Whether this candidate was asked for this hop already; it would only repeat itself. */
  public boolean tried(int candidate) {
    int hop = hop();
    return calls.stream().anyMatch(c -> c.hop() == hop && c.candidate() == candidate);
  }

  /** What to answer with what is known: an entity, yes or no; a comparison is guessed. */
  public String answer() {
    if (question.bridges()) {
      return complete() ? lastSaid() : Reply.UNKNOWN;
    }
    List<String> said = said();
    return complete() && said.getFirst().equals(said.getLast()) ? "yes" : "no";
  }

  public Progress after(int candidate, Reply reply) {
    List<Call> more = new ArrayList<>(calls);
    more.add(new Call(hop(), candidate, reply));
    return new Progress(question, maxCalls, more);
  }

  private List<String> said() {
    return calls.stream().map(Call::reply).filter(Reply::says).map(Reply::text).toList();
  }

  private String lastSaid() {
    return said().getLast();
  }
}
