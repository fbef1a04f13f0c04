// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

/** How a part is. */
public record PartStatus(PartState state, Health health) {

  /** Seen from outside. */
  public enum Health {
    RUNNING("running"),
    NOT_ANSWERING("not answering"),
    DEAD("dead");

    private final String word;

    Health(String word) {
      this.word = word;
    }

    /** For people and documents. */
    public String word() {
      return word;
    }
  }
}
