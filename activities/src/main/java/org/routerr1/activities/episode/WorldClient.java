// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import java.util.Optional;
import org.routerr1.activities.candidate.Cancellation;
import org.routerr1.activities.candidate.CandidateClient;
import org.routerr1.activities.candidate.CandidateOutcome;
import org.routerr1.activities.candidate.CandidateRequest;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.worlds.specialists.Episode;
import org.routerr1.worlds.specialists.PoolCatalogue;
import org.routerr1.worlds.specialists.Reply;
import org.routerr1.worlds.specialists.Specialist;

/**
 * Answers as a candidate of a made world would, at once. Who it is stands in the candidate's model,
 * so new names and prices change nothing of what it knows.
 */
public final class WorldClient implements CandidateClient, CandidateClient.Provider {

  private final Worlds worlds;

  public WorldClient(Worlds worlds) {
    this.worlds = worlds;
  }

  @Override
  public String scheme() {
    return PoolCatalogue.SCHEME;
  }

  @Override
  public CandidateClient client() {
    return this;
  }

  @Override
  public CandidateOutcome ask(CandidateRequest request, Cancellation cancellation) {
    WorldAddress address = WorldAddress.of(request.candidate().endpoint());
    Episode episode = worlds.episode(address);
    String model = request.candidate().model();
    Optional<Specialist> asked = PoolCatalogue.find(episode.pool(), model);
    if (asked.isEmpty()) {
      return CandidateOutcome.Failed.of(
          FailureCode.UNKNOWN_CANDIDATE, "nobody of this episode is " + model);
    }
    Reply reply = worlds.world(address.world()).reply(episode, asked.get(), request.prompt());
    return new CandidateOutcome.Answered(reply.text(), model, Reply.BILLED, false);
  }
}
