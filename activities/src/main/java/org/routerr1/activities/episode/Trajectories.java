// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.routerr1.activities.BooksAccess;
import org.routerr1.activities.CatalogueSource;
import org.routerr1.activities.PracticePrompt;
import org.routerr1.activities.QueryTrace;
import org.routerr1.activities.episode.EpisodeResult.SampleResult;
import org.routerr1.activities.episode.Trajectory.Decided;
import org.routerr1.activities.episode.Trajectory.SampleTrajectory;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.ledger.BooksReader.SampledTokens;
import org.routerr1.ledger.StepKey;

/** Makes trajectories of what was played, with the log-probabilities that the books hold. */
final class Trajectories {

  private final BooksAccess books;
  private final CatalogueSource catalogues;

  Trajectories(BooksAccess books, CatalogueSource catalogues) {
    this.books = books;
    this.catalogues = catalogues;
  }

  Trajectory of(EpisodeInput input, List<PlayedSample> played, List<SampleResult> results) {
    List<SampleTrajectory> samples = new ArrayList<>();
    for (int i = 0; i < played.size(); i++) {
      samples.add(sample(played.get(i), results.get(i)));
    }
    return new Trajectory(input.id(), input.version(), samples);
  }

  private SampleTrajectory sample(PlayedSample played, SampleResult result) {
    List<Decided> steps = new ArrayList<>();
    boolean whole = true;
    for (QueryTrace.Step step : played.trace().steps()) {
      Optional<SampledTokens> sampled =
          books.reader().sampled(StepKey.decision(step.input().workflowId(), step.input().round()));
      Catalogue catalogue = catalogues.pinned(step.decision().catalogueVersion());
      byte[] request = PracticePrompt.request(step.input(), catalogue).toByteArray();
      whole &= sampled.isPresent() && sampled.get().tokens().equals(step.decision().tokens());
      steps.add(
          new Decided(
              Base64.getEncoder().encodeToString(request),
              step.decision().tokens(),
              sampled.map(SampledTokens::logprobs).orElse(List.of()),
              sampled.map(SampledTokens::freeLogprobs).orElse(List.of())));
    }
    return new SampleTrajectory(
        result.sample(),
        result.tradeOff(),
        result.seed(),
        result.grade().reward(),
        result.grade().exact(),
        whole && result.outcome().equals("answered") && result.grade().masked() == 0,
        steps);
  }
}
