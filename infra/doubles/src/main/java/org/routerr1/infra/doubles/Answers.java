// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import java.util.Optional;

/** Where a model's replies come from. */
interface Answers {

  /** The reply to a sub-question; empty: this source says nothing about it. */
  Optional<String> reply(String model, String question);

  /** Asks one source after the other. */
  default Answers orElse(Answers next) {
    return (model, question) -> reply(model, question).or(() -> next.reply(model, question));
  }

  /** Says something about everything: the same to the same model and question. */
  static Answers generated() {
    return (model, question) ->
        Optional.of("Reply %016x of %s.".formatted(Mix.of(Mix.of(model), Mix.of(question)), model));
  }
}
