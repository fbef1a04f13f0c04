// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.action;

import java.util.List;

/** What a policy decided in one round. */
public sealed interface Action {

  /** The reasoning before the action; empty where none was written. */
  String thought();

  /** Sub-questions, each to one candidate; more than one may run in parallel. Never empty. */
  record Routes(String thought, List<Route> routes) implements Action {}

  /** The end of the query. In paper mode the text may be empty. */
  record Answer(String thought, String text) implements Action {}

  /**
   * Text in which no legal action was found; {@code reason} says why, for the corrective
   * observation.
   */
  record Malformed(String thought, Reason reason) implements Action {}

  /**
   * One sub-question. {@code name} is as written: whether it resolves is the catalogue's matter. In
   * paper mode either may be empty.
   */
  record Route(String name, String query) {}

  /** Why no action was found. */
  enum Reason {
    /** Neither a complete route nor a complete answer. */
    NO_ACTION,
    /** The example of the instructions was copied (paper mode). */
    PLACEHOLDER,
    /** A route without a candidate. */
    NO_SEPARATOR,
    EMPTY_QUERY,
    EMPTY_NAME,
    EMPTY_ANSWER,
    /** Text or a tag where the grammar has none. */
    STRAY_TEXT
  }
}
