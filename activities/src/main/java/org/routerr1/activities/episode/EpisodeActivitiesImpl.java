// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.routerr1.activities.BooksAccess;
import org.routerr1.activities.CatalogueSource;
import org.routerr1.activities.episode.EpisodeInput.Sample;
import org.routerr1.activities.episode.EpisodeResult.SampleResult;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.worlds.BadFileException;

/** Opens and settles episodes. */
public final class EpisodeActivitiesImpl implements EpisodeActivities {

  private final Environments environments;
  private final CatalogueSource catalogues;
  private final LabFiles files;
  private final Trajectories trajectories;

  public EpisodeActivitiesImpl(
      Environments environments, CatalogueSource catalogues, BooksAccess books, LabFiles files) {
    this.environments = environments;
    this.catalogues = catalogues;
    this.files = files;
    this.trajectories = new Trajectories(books, catalogues);
  }

  @Override
  public OpenedEpisode open(EpisodeInput input) {
    return scene(input)
        .map(scene ->
            new OpenedEpisode(true, scene.question(), catalogues.pin(scene.catalogue()).version()))
        .orElse(new OpenedEpisode(false, "", ""));
  }

  private Optional<Scene> scene(EpisodeInput input) {
    try {
      return environments
          .of(input.environment())
          .scene(input.number(), input.variant(), input.samples().getFirst().tradeOff());
    } catch (BadFileException | IllegalStateException e) {
      // Another try would read the same.
      throw ApplicationFailure.newNonRetryableFailure(
          String.valueOf(e.getMessage()), FailureCode.REJECTED.wire());
    }
  }

  @Override
  public EpisodeSummary settle(EpisodeInput input, List<PlayedSample> played) {
    Scene scene = scene(input).orElseThrow();
    List<SampleResult> results = new ArrayList<>();
    for (PlayedSample one : played) {
      results.add(result(input.samples().get(one.sample()), scene, one));
    }
    if (input.trajectories()) {
      files.write(
          files.trajectory(input.run(), input.id()), trajectories.of(input, played, results));
    }
    files.write(
        files.episode(input.run(), input.id()),
        new EpisodeResult(
            input.id(),
            input.environment().dataSet(),
            input.number(),
            input.variant(),
            input.policy(),
            input.version(),
            scene.question(),
            scene.golds(),
            results));
    return new EpisodeSummary(
        results.size(),
        (int) results.stream().filter(r -> !r.outcome().equals("answered")).count(),
        (int) results.stream().filter(r -> r.grade().masked() > 0).count(),
        results.stream().mapToDouble(r -> r.grade().reward()).average().orElse(0),
        results.stream().mapToLong(SampleResult::policyTokens).sum(),
        results.stream().mapToLong(SampleResult::costNanoUsd).sum());
  }

  private static SampleResult result(Sample sample, Scene scene, PlayedSample played) {
    Grade grade = scene.grade(played.answer(), played.trace().calls(), sample.tradeOff());
    return new SampleResult(
        played.sample(),
        sample.tradeOff(),
        sample.seed(),
        played.outcome(),
        played.answer(),
        played.forced(),
        played.trace().calls().size(),
        played.costNanoUsd(),
        played.millis() + grade.millis(),
        played.trace().policyUsage().outputTokens(),
        grade);
  }
}
