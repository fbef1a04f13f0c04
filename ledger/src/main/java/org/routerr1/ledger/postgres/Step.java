// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.audit.AuditKind;
import org.routerr1.core.audit.AuditRecord;
import org.routerr1.core.audit.Hashes;
import org.routerr1.ledger.CallIntent;
import org.routerr1.ledger.CallResult;
import org.routerr1.ledger.DecisionResult;
import org.routerr1.ledger.Entry;
import org.routerr1.ledger.StepKey;

/** A write to the journal that waits for its batch. */
sealed interface Step {

  JournalRow row();

  BodyRow body();

  /** Whether its future may complete only when it is on disk. */
  boolean durable();

  CompletableFuture<Entry> done();

  /** {@link System#nanoTime} when it was asked for. */
  long sinceNanos();

  default StepKey key() {
    return row().key();
  }

  /** A call that is about to be made. */
  record Intention(JournalRow row, BodyRow body, CompletableFuture<Entry> done, long sinceNanos)
      implements Step {
    @Override
    public boolean durable() {
      return false;
    }
  }

  /**
   * A step that is over.
   *
   * @param result as JSON
   * @param query what opens (and, with an answer, ends) the query's row; null for a call
   */
  record Closing(
      JournalRow row,
      BodyRow body,
      String result,
      ChainTables.Pending audit,
      @Nullable QueryRow query,
      boolean durable,
      CompletableFuture<Entry> done,
      long sinceNanos)
      implements Step {

    /** The same write, asked for anew. */
    Closing again() {
      return new Closing(
          row, body, result, audit, query, durable, new CompletableFuture<>(), System.nanoTime());
    }
  }

  static Step intend(CallIntent intent, UUID token) {
    return new Intention(
        JournalRow.of(intent, token),
        BodyRow.of(intent),
        new CompletableFuture<>(),
        System.nanoTime());
  }

  static Step close(CallResult call, UUID token, Instant now) {
    BodyRow body = BodyRow.of(call);
    StepKey key = call.key();
    AuditRecord record =
        AuditRecord.of(AuditKind.ATTEMPT, now)
            .workflowId(key.workflowId())
            .step(key.round(), key.call(), key.attempt())
            .catalogueVersion(call.catalogueVersion())
            .candidate(call.candidate())
            .promptHash(Hashes.sha256(call.subQuery()))
            .replyHash(hash(call.reply()))
            .outcome(call.outcome())
            .usage(call.usage())
            .cost(call.cost())
            .build();
    return new Closing(
        JournalRow.of(call, token),
        body,
        call.result(),
        new ChainTables.Pending(call.chain(), key.workflowId(), record, body.id()),
        null,
        true,
        new CompletableFuture<>(),
        System.nanoTime());
  }

  static Step decide(DecisionResult decision, UUID token, Instant now) {
    BodyRow body = BodyRow.of(decision);
    StepKey key = decision.key();
    boolean answered = decision.answer() != null;
    AuditRecord record =
        AuditRecord.of(AuditKind.DECISION, now)
            .workflowId(key.workflowId())
            .queryId(decision.query().queryId())
            .step(key.round(), key.call(), key.attempt())
            .policyVersion(decision.policyVersion())
            .catalogueVersion(decision.query().catalogueVersion())
            .questionHash(key.round() == 1 ? Hashes.sha256(decision.query().question()) : null)
            .promptHash(decision.promptHash())
            .replyHash(hash(decision.action()))
            .outcome(answered ? "answer" : "route")
            .forced(decision.forced())
            .usage(decision.usage())
            .cost(decision.cost())
            .tokens(decision.tokens().size())
            .logprob(decision.logprob())
            .seed(decision.seed())
            .build();
    QueryRow query =
        answered
            ? new QueryRow(
                decision.query(),
                key.workflowId(),
                "answered",
                now.toEpochMilli(),
                decision.forced(),
                decision.spentSoFar().value())
            : key.round() == 1 ? QueryRow.open(decision.query(), key.workflowId()) : null;
    return new Closing(
        JournalRow.of(decision, token),
        body,
        decision.result(),
        new ChainTables.Pending(decision.query().chain(), key.workflowId(), record, body.id()),
        query,
        answered,
        new CompletableFuture<>(),
        System.nanoTime());
  }

  private static @Nullable String hash(@Nullable String text) {
    return text == null ? null : Hashes.sha256(text);
  }
}
