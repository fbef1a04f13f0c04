// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import org.routerr1.activities.CatalogueSource;

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

  public Environment of(EnvironmentRef ref) {
    return switch (ref) {
      case EnvironmentRef.Specialists specialists ->
          new SpecialistsEnvironment(specialists, worlds);
      case EnvironmentRef.Questions asked -> new QuestionsEnvironment(asked, questions, catalogues);
    };
  }
}
