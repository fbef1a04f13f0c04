// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.evaluation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.routerr1.activities.episode.EnvironmentRef;
import org.routerr1.activities.episode.Environments;
import org.routerr1.activities.episode.QuestionSource;
import org.routerr1.activities.episode.SuiteOptions;
import org.routerr1.activities.episode.Variant;
import org.routerr1.activities.evaluation.EvaluationPlan.PlannedPolicy;
import org.routerr1.activities.evaluation.EvaluationPlan.PlannedSet;
import org.routerr1.activities.evaluation.EvaluationPlan.Skipped;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.worlds.facts.Part;
import org.routerr1.worlds.questions.QuestionFile;

/** Decides what an evaluation asks of question files and of the home questions. */
final class QuestionPlanning {

  /** Fitted questions for each tested one. */
  private static final int FITTED_SHARE = 2;

  private static final int LEAST_FITTED = 5;

  private final Environments environments;

  QuestionPlanning(Environments environments) {
    this.environments = environments;
  }

  EvaluationPlan plan(EvaluationSpec spec, List<PlannedPolicy> policies) {
    String given = spec.recording();
    String recording = given == null ? spec.run() : given;
    if (given != null && !environments.recordings().exists(given)) {
      throw new IllegalArgumentException(
          "there is no recording " + given + ": make one with ./router record");
    }
    Catalogue catalogue = environments.pinned(recording, given == null, spec.budgetNanoUsd());
    List<PlannedSet> sets = new ArrayList<>();
    List<DirectAsking> direct = new ArrayList<>();
    List<Skipped> skipped = new ArrayList<>();
    boolean home = spec.suite().equals(EvaluationSpec.HOME);
    if (home || spec.suite().equals(EvaluationSpec.VALIDATION + EvaluationSpec.HOME)) {
      add(
          spec,
          "home",
          QuestionSource.home(home ? Part.TEST : Part.VALIDATION, spec.seed()),
          QuestionSource.home(home ? Part.VALIDATION : Part.TRAIN, spec.seed()),
          catalogue.version(),
          recording,
          sets,
          direct);
    }
    for (Path file : files(spec)) {
      switch (QuestionFile.read(file)) {
        case QuestionFile.NotYet notYet -> skipped.add(new Skipped(notYet.name(), notYet.reason()));
        case QuestionFile.Gradable gradable ->
            add(
                spec,
                gradable.name(),
                file.toString(),
                file.toString(),
                catalogue.version(),
                recording,
                sets,
                direct);
      }
    }
    if (sets.isEmpty()) {
      throw new IllegalArgumentException(
          "none of the files can be graded yet: "
              + skipped.stream()
                  .map(file -> file.dataSet() + " (" + file.reason() + ")")
                  .collect(Collectors.joining(", ")));
    }
    return new EvaluationPlan(sets, policies, skipped, direct);
  }

  private static List<Path> files(EvaluationSpec spec) {
    String data = spec.data();
    if (data == null) {
      return List.of();
    }
    Path path = Path.of(data);
    return Files.isDirectory(path) ? QuestionFile.paths(path) : List.of(path);
  }

  private void add(
      EvaluationSpec spec,
      String dataSet,
      String source,
      String fittedSource,
      String catalogueVersion,
      String recording,
      List<PlannedSet> sets,
      List<DirectAsking> direct) {
    int all = environments.questions().items(source).size();
    int tested = Math.min(spec.limit(), all);
    int wanted = Math.max(LEAST_FITTED, tested / FITTED_SHARE);
    boolean same = source.equals(fittedSource);
    int from = same ? tested : 0;
    int until = Math.min(from + wanted, environments.questions().items(fittedSource).size());
    sets.add(
        new PlannedSet(
            new EnvironmentRef.Questions(dataSet, source, catalogueVersion, recording),
            tested,
            spec.tradeOffs(),
            List.of(Variant.PLAIN),
            SuiteOptions.home(0)));
    direct.add(
        new DirectAsking(
            dataSet,
            source,
            IntStream.range(0, tested).boxed().toList(),
            IntStream.range(from, until).boxed().toList(),
            fittedSource,
            catalogueVersion,
            recording));
  }
}
