// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.activities.candidate.Cancellation;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;

/** Asks a routing policy for a decision, once; repeating is the workflow's matter. */
public interface PolicyClient extends AutoCloseable {

  /** Throws {@link PolicyException}; a cancelled request throws it as unavailable. */
  Decision decide(DecideRequest request, Cancellation cancellation);

  /** What is served, within two seconds; throws {@link PolicyException} if nobody says. */
  ServedPolicy describe();

  /** All versions that can be asked for; throws {@link PolicyException} if nobody says. */
  default List<ServedVersion> versions() {
    return describe().versions().stream()
        .map(name -> new ServedVersion(name, List.of(), "", "", ""))
        .toList();
  }

  /**
   * Points a channel to a version, and returns true; throws {@link PolicyException}, as invalid
   * where the version cannot be served.
   *
   * @param expected where it must point now, or nothing is done and false returned; null: anywhere
   */
  default boolean setChannel(String channel, String version, @Nullable String expected) {
    throw new UnsupportedOperationException("this policy has no channels");
  }

  /** Reads and checks a version now; throws as {@link #setChannel}. */
  default void load(String version) {
    throw new UnsupportedOperationException("this policy has no versions to load");
  }

  @Override
  void close();
}
