// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.audit;

/** What the check of a chain, or of a stretch of it, found. */
public sealed interface Verification {

  /**
   * Every record is in its place and unaltered.
   *
   * @param records how many were checked
   * @param head where the next stretch begins
   */
  record Verified(long records, Head head) implements Verification {}

  /**
   * The first record that is not what was written.
   *
   * @param sequence the place in the chain where it should stand
   * @param reason one sentence
   */
  record Broken(long sequence, String reason) implements Verification {}
}
