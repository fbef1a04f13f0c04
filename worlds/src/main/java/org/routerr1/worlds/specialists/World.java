// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.routerr1.worlds.Draw;
import org.routerr1.worlds.facts.Chain;
import org.routerr1.worlds.facts.Fact;

/**
 * A made world: draws episodes and answers sub-questions. Both depend on nothing but the seed, so
 * the same number is the same episode, and the same candidate gives the same reply to the same
 * sub-question whenever and by whomever it is asked.
 */
public final class World {

  private final WorldSpec spec;
  private final Corpus corpus;
  private final long seed;
  private final SubQuestions subQuestions;

  public World(WorldSpec spec, Corpus corpus, long seed) {
    this.spec = spec;
    this.corpus = corpus;
    this.seed = seed;
    this.subQuestions = new SubQuestions(corpus.graph());
  }

  public WorldSpec spec() {
    return spec;
  }

  public Corpus corpus() {
    return corpus;
  }

  /**
   * The episode of this kind and number.
   *
   * @throws IllegalStateException the facts allow no question of this kind
   */
  public Episode episode(Kind kind, long number) {
    RandomGenerator random = Draw.generator(seed, spec.name(), kind, number);
    Question question =
        switch (kind) {
          case BRIDGE -> bridge(random, kind, random.nextDouble() < spec.twoHopShare() ? 2 : 1);
          case THREE_HOP -> bridge(random, kind, 3);
          case COMPARISON -> comparison(random);
        };
    List<Specialist> drawn = spec.pools().draw(random, question.topics(), corpus.allTopics());
    Pool pool = Pool.of(drawn, random, spec.style());
    return new Episode(kind, number, random.nextLong(), question, pool);
  }

  private Question bridge(RandomGenerator random, Kind kind, int hops) {
    Chain chain = corpus.chain(random, hops);
    String text = Wording.bridge(random, spec.style(), chain.subject(), chain.path());
    return new Question(kind, text, hops(chain.facts()), chain.answer());
  }

  private Question comparison(RandomGenerator random) {
    boolean same = random.nextBoolean();
    List<Fact> pair = corpus.pair(random, same);
    String text =
        Wording.comparison(
            random,
            spec.style(),
            pair.getFirst().relation(),
            pair.getFirst().subject(),
            pair.getLast().subject());
    return new Question(Kind.COMPARISON, text, hops(pair), same ? "yes" : "no");
  }

  private List<Hop> hops(List<Fact> facts) {
    return facts.stream()
        .map(f -> new Hop(f.relation(), corpus.topics().of(f.relation()), f.subject(), f.object()))
        .toList();
  }

  /**
   * What a candidate replies: right with its stated accuracy on the topic; else "I don't know" or a
   * wrong entity of the right sort. How often it knows does not depend on whether the facts do: a
   * question about a wrong entity is answered no less surely, so that nothing betrays the mistake.
   * A specialist away from its topics, and anybody who is asked what it does not understand, says
   * that it does not know.
   */
  public Reply reply(Episode episode, Specialist candidate, String subQuestion) {
    Optional<SubQuestions.Asked> asked = subQuestions.read(subQuestion);
    if (asked.isEmpty()) {
      return said(candidate, Reply.UNKNOWN, Reply.Outcome.NOT_UNDERSTOOD);
    }
    String relation = asked.get().relation();
    String subject = asked.get().subject();
    double accuracy = candidate.accuracy(corpus.topics().of(relation));
    long draw = Draw.seed(episode.seed(), candidate.key(), relation, subject);
    String right = truth(episode, relation, subject);
    double u = Draw.uniform(draw, "knows");
    if (u < accuracy) {
      return said(candidate, right, Reply.Outcome.RIGHT);
    }
    if (accuracy == 0 || u < accuracy + (1 - accuracy) * spec.unknownShare()) {
      return said(candidate, Reply.UNKNOWN, Reply.Outcome.UNKNOWN);
    }
    return said(candidate, wrong(draw, relation, right), Reply.Outcome.WRONG);
  }

  private String truth(Episode episode, String relation, String subject) {
    return corpus
        .graph()
        .fact(relation, subject)
        .map(Fact::object)
        .orElseGet(() -> {
          List<String> objects = corpus.graph().objects(relation);
          double u = Draw.uniform(episode.seed(), "no such fact", relation, subject);
          return objects.get((int) (u * objects.size()));
        });
  }

  private String wrong(long draw, String relation, String right) {
    List<String> objects = corpus.graph().objects(relation);
    if (objects.size() < 2) {
      objects = corpus.graph().entities();
    }
    int place = (int) (Draw.uniform(draw, "wrong") * objects.size());
    String drawn = objects.get(place);
    return drawn.equals(right) ? objects.get((place + 1) % objects.size()) : drawn;
  }

  private static Reply said(Specialist candidate, String text, Reply.Outcome outcome) {
    return new Reply(text, outcome, candidate.price(), candidate.latencyMillis());
  }
}
