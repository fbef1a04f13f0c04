// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

/** Makes environments of their names. */
public final class Environments {

  private final Worlds worlds;

  public Environments(Worlds worlds) {
    this.worlds = worlds;
  }

  public Worlds worlds() {
    return worlds;
  }

  public Environment of(EnvironmentRef ref) {
    return switch (ref) {
      case EnvironmentRef.Specialists specialists ->
          new SpecialistsEnvironment(specialists, worlds);
    };
  }
}
