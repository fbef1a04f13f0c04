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
})
public sealed interface EnvironmentRef {

  /** The data set's name in tables. */
  String dataSet();

  /** A made world's questions of one kind. */
  record Specialists(WorldRef world, Kind kind) implements EnvironmentRef {
    @Override
    public String dataSet() {
      return kind.dataSet();
    }
  }
}
