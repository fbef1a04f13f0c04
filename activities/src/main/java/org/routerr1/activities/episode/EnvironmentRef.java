// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.routerr1.worlds.specialists.Kind;
import org.routerr1.worlds.specialists.WorldRef;

/** Names an environment, so that any worker can make it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = EnvironmentRef.Specialists.class, name = "specialists"),
  @JsonSubTypes.Type(value = EnvironmentRef.Questions.class, name = "questions"),
})
public sealed interface EnvironmentRef {

  /** The data set's name in tables. */
  String dataSet();

  /** Whether candidates cost money here: those of made worlds are billed and never paid. */
  boolean costsMoney();

  /**
   * Questions with golden answers.
   *
   * @param source {@code home:PART:SEED}, or a file's path
   * @param catalogueVersion whose candidates answer from the recording, or are asked into it
   */
  record Questions(String dataSet, String source, String catalogueVersion, String recording)
      implements EnvironmentRef {
    @Override
    public boolean costsMoney() {
      return true;
    }
  }

  /** A made world's questions of one kind. */
  record Specialists(WorldRef world, Kind kind) implements EnvironmentRef {
    @Override
    public String dataSet() {
      return kind.dataSet();
    }

    @Override
    public boolean costsMoney() {
      return false;
    }
  }
}
