// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.routerr1.activities.episode.EnvironmentRef;
import org.routerr1.activities.episode.Environments;
import org.routerr1.activities.episode.EpisodeResult;
import org.routerr1.activities.episode.EpisodeResult.SampleResult;
import org.routerr1.activities.episode.LabFiles;
import org.routerr1.activities.episode.Recordings.Recording;
import org.routerr1.activities.episode.Variant;
import org.routerr1.activities.evaluation.EvaluationDocument.Gap;
import org.routerr1.activities.evaluation.EvaluationDocument.Pair;
import org.routerr1.activities.evaluation.EvaluationDocument.Row;
import org.routerr1.activities.evaluation.EvaluationDocument.Share;
import org.routerr1.activities.evaluation.EvaluationPlan.PlannedPolicy;
import org.routerr1.activities.evaluation.EvaluationPlan.PlannedSet;

/** Makes the document and the page of what was played. */
final class Reporting {

  private final WorldBaselines worldBaselines;
  private final QuestionBaselines questionBaselines;
  private final Environments environments;
  private final LabFiles files;

  Reporting(Environments environments, LabFiles files) {
    this.worldBaselines = new WorldBaselines(environments.worlds());
    this.questionBaselines = new QuestionBaselines(environments);
    this.environments = environments;
    this.files = files;
  }

  String report(EvaluationSpec spec, EvaluationPlan plan) {
    List<EpisodeResult> episodes = files.episodes(spec.run());
    List<String> policies = plan.policies().stream().map(PlannedPolicy::name).toList();
    List<EpisodeResult> compared =
        new ArrayList<>(episodes.stream().filter(e -> policies.contains(e.policy())).toList());
    if (spec.beside() != null) {
      compared.addAll(files.episodes(spec.beside()));
    }
    List<Sheet> sheets = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    List<Pair> pairs = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>();
    List<Share> shares = new ArrayList<>();
    for (PlannedSet set : plan.sets()) {
      Sheet sheet = sheet(set, compared);
      switch (set.environment()) {
        case EnvironmentRef.Specialists specialists ->
            worldBaselines.play(sheet, specialists, set.questions(), spec.baselines(), spec.seed());
        case EnvironmentRef.Questions questions ->
            plan.direct().stream()
                .filter(asked -> asked.source().equals(questions.source()))
                .forEach(
                    asked -> questionBaselines.play(sheet, asked, spec.baselines(), spec.seed()));
      }
      Comparison comparison = new Comparison(sheet, spec.seed());
      rows.addAll(comparison.rows());
      pairs.addAll(comparison.pairs(policies));
      gaps.addAll(comparison.gaps("best_constant", "oracle"));
      shares.addAll(comparison.shares());
      sheets.add(sheet);
    }
    for (String policy : policies) {
      rows.addAll(Probes.rows(episodes, policy, spec.seed()));
    }
    List<SampleResult> samples = episodes.stream().flatMap(e -> e.samples().stream()).toList();
    Path page = files.run(spec.run()).resolve("evaluation.html");
    EvaluationDocument document =
        new EvaluationDocument(
            spec.run(),
            spec.suite(),
            spec.seed(),
            plan.sets().stream().mapToInt(PlannedSet::questions).sum(),
            samples.size(),
            (int) samples.stream().filter(s -> !s.outcome().equals("answered")).count(),
            (int) samples.stream().filter(s -> s.grade().masked() > 0).count(),
            rows,
            pairs,
            gaps,
            shares,
            plan.skipped(),
            samples.stream().mapToLong(SampleResult::costNanoUsd).sum(),
            asked(spec, plan).mapToLong(Recording::spentNanoUsd).sum(),
            asked(spec, plan).anyMatch(recording -> recording.hasSpent(spec.budgetNanoUsd())),
            samples.stream().mapToLong(SampleResult::millis).sum(),
            page.toString());
    files.writeText(page, EvaluationPage.of(document, sheets));
    Path file = files.run(spec.run()).resolve("evaluation.json");
    files.write(file, document);
    return file.toString();
  }

  /** Recordings that grew by this: none where one was given, which asks nobody. */
  private Stream<Recording> asked(EvaluationSpec spec, EvaluationPlan plan) {
    return spec.recording() != null
        ? Stream.empty()
        : plan.direct().stream()
            .map(DirectAsking::recording)
            .distinct()
            .map(environments.recordings()::of);
  }

  private static Sheet sheet(PlannedSet set, List<EpisodeResult> episodes) {
    Sheet sheet =
        new Sheet(
            set.environment().dataSet(),
            set.tradeOffs(),
            set.questions(),
            switch (set.environment()) {
              case EnvironmentRef.Specialists s -> Metric.OF_WORLDS;
              case EnvironmentRef.Questions q ->
                  q.dataSet().equals(EvaluationSpec.HOME) ? Metric.OF_HOME : Metric.OF_FILES;
            });
    for (EpisodeResult episode : episodes) {
      if (episode.variant() == Variant.PLAIN && episode.dataSet().equals(sheet.dataSet())) {
        for (SampleResult sample : episode.samples()) {
          int tradeOff = set.tradeOffs().indexOf(sample.tradeOff());
          if (tradeOff >= 0 && episode.number() < set.questions()) {
            sheet.put(episode.policy(), tradeOff, (int) episode.number(), Outcome.of(sample));
          }
        }
      }
    }
    return sheet;
  }
}
