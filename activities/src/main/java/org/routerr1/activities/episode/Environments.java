// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import org.jspecify.annotations.Nullable;
import org.routerr1.activities.CatalogueSource;
import org.routerr1.core.catalogue.Catalogue;

/** Makes environments of their names. */
public final class Environments {

  private final Worlds worlds;
  private final QuestionSource questions = new QuestionSource();
  private final CatalogueSource catalogues;
  private final Recordings recordings;

  public Environments(Worlds worlds, CatalogueSource catalogues, Recordings recordings) {
    this.worlds = worlds;
    this.catalogues = catalogues;
    this.recordings = recordings;
  }

  public Worlds worlds() {
    return worlds;
  }

  public QuestionSource questions() {
    return questions;
  }

  public CatalogueSource catalogues() {
    return catalogues;
  }

  public Recordings recordings() {
    return recordings;
  }

  /**
   * Keeps, as a version of its own, today's catalogue with its candidates played by a recording.
   *
   * @param live whether what the recording lacks is asked live and kept
   * @param budgetNanoUsd the most that the recording may have cost then; null: unlimited
   */
  public Catalogue pinned(String recording, boolean live, @Nullable Long budgetNanoUsd) {
    return catalogues.pin(
        RecordedCatalogue.of(catalogues.current(), recording, live, budgetNanoUsd));
  }

  public Environment of(EnvironmentRef ref) {
    return switch (ref) {
      case EnvironmentRef.Specialists specialists ->
          new SpecialistsEnvironment(specialists, worlds);
      case EnvironmentRef.Questions asked -> new QuestionsEnvironment(asked, questions, catalogues);
    };
  }
}
