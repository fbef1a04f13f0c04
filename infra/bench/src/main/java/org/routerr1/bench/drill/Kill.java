// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.drill;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What one kill of the worker did.
 *
 * @param atCall the candidates' call after whose arrival the worker was killed
 * @param completed queries that ended with an answer
 * @param of queries that were started
 * @param journalledBoughtAgain replies that the journal held and that were asked for again
 * @param deliveredBoughtAgain replies that had left the candidate, were not in the journal yet, and
 *     were bought again
 * @param delivered replies that had left the candidates when the worker died
 * @param connectionsKept clients whose connection held until their reply
 * @param recoveredMs from the kill until the last of the queries under way had moved on
 */
record Kill(
    int atCall,
    int completed,
    int of,
    int journalledBoughtAgain,
    int deliveredBoughtAgain,
    int delivered,
    int connectionsKept,
    long recoveredMs) {

  /** Whether everything that is promised was kept. */
  @JsonIgnore
  boolean kept() {
    return completed == of && journalledBoughtAgain == 0 && connectionsKept == of;
  }
}
