// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.dbos;

/** The query as a DBOS workflow: the same rounds, each decision and each call a durable step. */
public interface PeerQuery {

  /** Answers a question with the candidate of this name. */
  String answer(String question, String candidate);
}
