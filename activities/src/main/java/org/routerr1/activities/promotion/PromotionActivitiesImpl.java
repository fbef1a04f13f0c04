// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.promotion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.policy.PolicyClient;
import org.routerr1.activities.policy.PolicyException;
import org.routerr1.activities.policy.ServedVersion;
import org.routerr1.core.failure.FailureCode;

/** Judges by the paired difference, and moves the stable channel. */
public final class PromotionActivitiesImpl implements PromotionActivities {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHANNEL = "stable";

  /** Of the episodes; where more calls failed by no fault of a policy, nothing was compared. */
  private static final double MOST_MASKED = .05;

  private final PolicyClient policy;
  private final PromotionBook book;
  private final Audit audit;
  private final Clock clock;

  /** Where a decision becomes a record that nobody can change. */
  @FunctionalInterface
  public interface Audit {
    void decided(PromotionDocument document);
  }

  public PromotionActivitiesImpl(
      PolicyClient policy, PromotionBook book, Audit audit, Clock clock) {
    this.policy = policy;
    this.book = book;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String stable(PromotionSpec spec) {
    List<ServedVersion> versions = policy.versions();
    if (versions.stream().noneMatch(v -> v.name().equals(spec.version()))) {
      throw refused(
          "no policy version is called "
              + spec.version()
              + ": the policy server has "
              + String.join(", ", versions.stream().map(ServedVersion::name).toList()));
    }
    return versions.stream()
        .filter(v -> v.channels().contains(CHANNEL))
        .map(ServedVersion::name)
        .findFirst()
        .orElseGet(() ->
            versions.stream()
                .filter(ServedVersion::base)
                .map(ServedVersion::name)
                .findFirst()
                .orElseThrow(() -> refused("the policy server names no stable version")));
  }

  @Override
  public Verdict judge(PromotionSpec spec, String stable, String evaluation) {
    JsonNode document;
    try {
      document = JSON.readTree(Path.of(evaluation).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(evaluation + " cannot be read: " + e.getMessage(), e);
    }
    if (document.path("budget_spent").asBoolean()) {
      return new Verdict(
          false,
          "the budget was spent before the end of the comparison: compare with a larger one");
    }
    int episodes = document.path("episodes").asInt();
    int masked = document.path("masked").asInt();
    if (masked > MOST_MASKED * episodes) {
      return new Verdict(
          false,
          "in %d of %d episodes calls failed by no fault of the policy: compare again when the candidates answer"
              .formatted(masked, episodes));
    }
    String base = name(stable);
    for (JsonNode pair : document.path("pairs")) {
      boolean ours =
          pair.path("policy").asText().equals(name(spec.version()))
              && pair.path("against").asText().equals(base)
              && pair.path("trade_off").isNull()
              && (pair.path("metric").asText().equals("reward")
                  || pair.path("metric").asText().equals("exact_match"))
              && !pair.path("data_set").asText().contains("/");
      if (ours) {
        return verdict(spec, stable, pair);
      }
    }
    return new Verdict(
        false, "the evaluation compares " + spec.version() + " with " + stable + " on no question");
  }

  /** The base model goes by another name in tables. */
  private String name(String version) {
    return policy.versions().stream().anyMatch(v -> v.name().equals(version) && v.base())
        ? "untrained"
        : version;
  }

  private static Verdict verdict(PromotionSpec spec, String stable, JsonNode pair) {
    int n = pair.path("n").asInt();
    double low = pair.path("low").asDouble();
    String figures =
        String.format(
            Locale.ROOT,
            "%s − %s = %+.3f [%+.3f, %+.3f] in %s, n = %d",
            spec.version(),
            stable,
            pair.path("difference").asDouble(),
            low,
            pair.path("high").asDouble(),
            pair.path("metric").asText(),
            n);
    if (n < PromotionSpec.LEAST_QUESTIONS) {
      return new Verdict(
          false, figures + ": fewer than " + PromotionSpec.LEAST_QUESTIONS + " questions");
    }
    boolean passed = low > -spec.margin();
    return new Verdict(
        passed,
        String.format(
            Locale.ROOT,
            "%s: the lower bound is %s %.3f",
            figures,
            passed ? "above" : "not above",
            -spec.margin()));
  }

  @Override
  public PromotionDocument decide(
      PromotionSpec spec, String stable, Verdict verdict, @Nullable String evaluation) {
    boolean promoted = verdict.passed() && move(spec, stable);
    PromotionDocument document =
        new PromotionDocument(
            spec.version(),
            promoted,
            promoted || !verdict.passed()
                ? verdict.reason()
                : verdict.reason() + "; but another version than " + stable + " is stable now",
            evaluation,
            stable,
            spec.who(),
            spec.forced(),
            spec.run(),
            clock.instant().toString(),
            spec.feedback());
    book.add(document);
    audit.decided(document);
    return document;
  }

  /**
   * Moves the channel; false where another version has become stable meanwhile. A person's word
   * counts whatever is stable now; a gate has compared with one version.
   */
  private boolean move(PromotionSpec spec, String stable) {
    try {
      return policy.setChannel(CHANNEL, spec.version(), spec.forced() ? null : stable)
          || stable(spec).equals(spec.version()); // moved before, and not told
    } catch (PolicyException e) {
      if (e.code() == FailureCode.POLICY_INVALID) {
        throw refused(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private static ApplicationFailure refused(String sentence) {
    return ApplicationFailure.newNonRetryableFailure(sentence, FailureCode.REJECTED.wire());
  }
}
