// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Answers from known facts: a question that names a fact's subject and its relation, whole words in
 * any case, is answered with its object. Of several facts the one that names more wins (so that
 * "New York City" is not taken for "New York"). Everything else the models do not know.
 */
final class Facts implements Answers {

  static final String UNKNOWN = "I don't know.";

  private record Fact(List<String> subject, List<String> relation, String object) {
    int words() {
      return subject.size() * 1_000 + relation.size();
    }
  }

  private final PhraseIndex<Fact> bySubject = new PhraseIndex<>();

  /** Lines of {@code {"subject": …, "relation": …, "object": …}}. */
  static Facts read(Path file) throws IOException {
    Facts facts = new Facts();
    JsonLines.read(
        file,
        row ->
            facts.add(row.required("subject"), row.required("relation"), row.required("object")));
    return facts;
  }

  void add(String subject, String relation, String object) {
    // A relation may be written as an identifier: place_of_birth.
    Fact fact = new Fact(Words.of(subject), Words.of(relation.replace('_', ' ')), object);
    bySubject.add(fact.subject(), fact);
  }

  @Override
  public Optional<String> reply(String model, String question) {
    List<String> words = Words.of(question);
    return bySubject
        .in(words)
        .filter(f -> Words.contains(words, f.relation()))
        .max(Comparator.comparingInt(Fact::words))
        .map(Fact::object)
        .or(() -> Optional.of(UNKNOWN));
  }
}
