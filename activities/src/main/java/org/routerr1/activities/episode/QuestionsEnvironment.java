// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import java.util.List;
import java.util.Optional;
import org.routerr1.activities.CallOutput;
import org.routerr1.activities.CatalogueSource;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.metric.Answers;
import org.routerr1.core.reward.Utility;
import org.routerr1.worlds.questions.Item;

/** Questions with golden answers over candidates that are recorded, or asked and recorded. */
public final class QuestionsEnvironment implements Environment {

  /** One fortieth of a median call of the dearest local candidate, about 60 tokens in and 6 out. */
  public static final double NANO_USD_PER_UNIT = 1_260;

  private final EnvironmentRef.Questions ref;
  private final QuestionSource source;
  private final CatalogueSource catalogues;

  QuestionsEnvironment(
      EnvironmentRef.Questions ref, QuestionSource source, CatalogueSource catalogues) {
    this.ref = ref;
    this.source = source;
    this.catalogues = catalogues;
  }

  @Override
  public Optional<Scene> scene(long number, Variant variant, double tradeOff) {
    return switch (variant) {
      case PLAIN -> {
        Item item = source.items(ref.source()).get((int) number);
        yield Optional.of(new Asked(item, catalogues.pinned(ref.catalogueVersion())));
      }
      case SWAPPED, RENAMED -> Optional.empty();
    };
  }

  /** What an answer is worth that these calls were paid for. */
  public static Grade grade(
      String answer,
      List<String> golds,
      List<String> asked,
      long nanoUsd,
      long millis,
      int masked,
      double tradeOff) {
    double exact = Answers.exactMatch(answer, golds) ? 1 : 0;
    double contained = Answers.contained(answer, golds) ? 1 : 0;
    double units = nanoUsd / NANO_USD_PER_UNIT;
    return new Grade(
        exact,
        Answers.f1(answer, golds),
        contained,
        units,
        Utility.reward(Math.max(exact, contained), tradeOff, units),
        millis,
        asked,
        null,
        masked);
  }

  private record Asked(Item item, Catalogue catalogue) implements Scene {

    @Override
    public String question() {
      return item.question();
    }

    @Override
    public List<String> golds() {
      return item.goldenAnswers();
    }

    @Override
    public Grade grade(String answer, List<CallOutput> calls, double tradeOff) {
      return QuestionsEnvironment.grade(
          answer,
          golds(),
          calls.stream().map(CallOutput::candidate).toList(),
          calls.stream().mapToLong(CallOutput::costNanoUsd).sum(),
          0,
          (int) calls.stream().filter(call -> call.failure() != null).count(),
          tradeOff);
    }
  }
}
