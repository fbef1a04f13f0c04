// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

/**
 * A made world by what it is drawn from: the same reference is the same world in every process.
 *
 * @param rules {@code trade_off} or {@code coverage}
 * @param facts {@code project}; {@code made:SEED:RELATIONS:ENTITIES}; or a file's path
 * @param seed of episodes and replies
 * @param unseen whether names and wordings are those that training never uses
 */
public record WorldRef(String rules, String facts, long seed, boolean unseen) {

  public static final String TRADE_OFF = "trade_off";
  public static final String COVERAGE = "coverage";
  public static final String PROJECT = "project";
  static final String MADE = "made:";

  /** Facts that were made up, by their seed. */
  public static String made(long seed, int relations, int entities) {
    return MADE + seed + ":" + relations + ":" + entities;
  }
}
