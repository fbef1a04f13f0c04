// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.facts;

/** What a question is used for. */
public enum Part {
  TRAIN,
  VALIDATION,
  TEST
}
