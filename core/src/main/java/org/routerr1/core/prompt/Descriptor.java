// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.core.money.Price;

/**
 * A candidate in words, as a policy reads it in a strict prompt and as it says whom it means in a
 * thought. What is not declared is left out.
 */
public final class Descriptor {

  private Descriptor() {}

  /** All that is known: prose, latency, accuracy by task, price, and the name last. */
  static String line(Candidate candidate) {
    List<String> parts = new ArrayList<>();
    if (!candidate.description().isBlank()) {
      parts.add(oneLine(candidate.description()));
    }
    if (candidate.latency().p95Millis() > 0) {
      parts.add(
          "%d/%d ms".formatted(candidate.latency().p50Millis(), candidate.latency().p95Millis()));
    }
    if (!candidate.strengths().isEmpty()) {
      parts.add(String.join(", ", strengths(candidate).toList()));
    }
    parts.add(named(candidate));
    return String.join("; ", parts);
  }

  /**
   * What may be thought of a candidate: one of its tasks, in their order, with price and name; of
   * one that states none price and name alone.
   */
  static List<String> thoughts(Candidate candidate) {
    String named = named(candidate);
    return candidate.strengths().isEmpty()
        ? List.of(written(named))
        : strengths(candidate).map(task -> written(task + "; " + named)).toList();
  }

  /**
   * What may be thought of a candidate at a trade-off: where it is known what calls are worth, one
   * of its tasks with that and the name, as the prompt states it.
   *
   * @param worth null: nothing is said of what calls are worth
   */
  public static List<String> thoughts(Candidate candidate, @Nullable Worth worth, double tradeOff) {
    return worth == null || candidate.strengths().isEmpty()
        ? thoughts(candidate)
        : worth.offers(List.of(candidate), tradeOff).stream()
            .map(offer -> written(offer.text()))
            .toList();
  }

  /** No text of an action holds what a tag or a control token begins with. */
  private static String written(String thought) {
    return thought.replace('<', '‹').replaceAll("\\p{Cc}", " ");
  }

  private static Stream<String> strengths(Candidate candidate) {
    return candidate.strengths().entrySet().stream().map(Descriptor::strength);
  }

  private static String strength(Map.Entry<String, Double> task) {
    return "%s %d%%".formatted(oneLine(task.getKey()), Math.round(100 * task.getValue()));
  }

  private static String named(Candidate candidate) {
    return price(candidate.price()) + " = " + candidate.id();
  }

  /** Of two equal prices one: fewer tokens. */
  private static String price(Price price) {
    String in = Dollars.rough(new NanoUsd(price.inputPerMillion()));
    String out = Dollars.rough(new NanoUsd(price.outputPerMillion()));
    return in.equals(out) ? in : in + "/" + out;
  }

  static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
