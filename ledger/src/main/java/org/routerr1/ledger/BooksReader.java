// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.audit.Head;
import org.routerr1.core.audit.StoredRecord;

/**
 * Reads the books: for live rounds, for the audit, for the console. Throws {@link
 * BooksUnavailableException}.
 */
public interface BooksReader {

  Optional<QueryDocument> query(String queryId);

  /** Records of a chain from a sequence number on, oldest first. */
  List<AuditRow> audit(String chain, long fromSequence, int limit);

  /** All records of one query, oldest first. */
  List<AuditRow> auditOf(String queryId);

  /** Where a chain stands, so that records cut off at its end are missed; empty: no such chain. */
  Optional<Head> head(String chain);

  /** The source of a catalogue version that a query was answered under. */
  Optional<String> catalogueSource(String version);

  /**
   * What users said of answers after a moment, the oldest first; without what was erased. The last
   * seconds are left for the next time: what is being written now may carry an earlier moment.
   *
   * @param afterMicros {@link GivenFeedback#atMicros} of the last that is known; 0: from the first
   */
  List<GivenFeedback> feedback(long afterMicros, int limit);

  /**
   * What a user said of an answer.
   *
   * @param score 0 to 1; null: none was given
   * @param rightAnswer null: none was given
   * @param atMicros since 1970, by the database's clock
   */
  record GivenFeedback(
      String queryId,
      String question,
      @Nullable Double score,
      @Nullable String rightAnswer,
      long atMicros) {}

  /** A decision's tokens and their log-probabilities; empty: nothing was decided, or erased. */
  Optional<SampledTokens> sampled(StepKey decision);

  /**
   * What a policy sampled.
   *
   * @param logprobs among the legal tokens
   * @param freeLogprobs among all tokens
   */
  record SampledTokens(List<Integer> tokens, List<Float> logprobs, List<Float> freeLogprobs) {}

  /**
   * A record as stored.
   *
   * @param record canonical JSON (RFC 8785), holding sequence and the hash before it
   * @param hash SHA-256 of the record's bytes, hexadecimal
   * @param prompt the body that the record's prompt hash speaks of, if it was not erased
   * @param reply likewise
   */
  record AuditRow(
      String chain,
      long sequence,
      String record,
      String hash,
      @Nullable String prompt,
      @Nullable String reply) {

    /** As the chain's check takes it. */
    public StoredRecord stored() {
      return new StoredRecord(chain, sequence, record, hash, prompt, reply);
    }
  }
}
