// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.money.NanoUsd;
import org.routerr1.core.money.Usage;

/**
 * Something that happened, ready to be given a place in a chain by {@link AuditChain#append}. Holds
 * hashes of prompts and replies, never their text, so bodies can be erased and the chain still
 * stands. Field names are those of the JSON record, in snake case.
 */
public final class AuditRecord {

  /** The layout of the record; a reader that knows no higher one refuses it. */
  public static final int FORMAT = 1;

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  // RFC 8785 writes numbers as IEEE doubles: beyond this they would silently change.
  private static final long LARGEST_EXACT = (1L << 53) - 1;

  private final ObjectNode fields;

  private AuditRecord(ObjectNode fields) {
    this.fields = fields;
  }

  /** A copy of the fields, without place. */
  ObjectNode fields() {
    return fields.deepCopy();
  }

  /**
   * Begins a record.
   *
   * @param at when it happened; kept to the microsecond, in UTC
   */
  public static Builder of(AuditKind kind, Instant at) {
    return new Builder(kind, at);
  }

  /**
   * Collects what is known; null leaves a field out. {@link #build} refuses a record that lacks
   * what its kind must have.
   */
  public static final class Builder {
    private final AuditKind kind;
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

    private Builder(AuditKind kind, Instant at) {
      this.kind = kind;
      fields.put("format", FORMAT);
      fields.put("kind", kind.wire());
      fields.put("at", MICROS.format(at));
    }

    public Builder workflowId(String id) {
      return text("workflow_id", id);
    }

    public Builder queryId(@Nullable String id) {
      return text("query_id", id);
    }

    /** Round from 1, call (0: the decision) and attempt from 1. */
    public Builder step(int round, int call, int attempt) {
      number("round", round);
      number("call", call);
      return number("attempt", attempt);
    }

    public Builder policyVersion(@Nullable String version) {
      return text("policy_version", version);
    }

    public Builder catalogueVersion(@Nullable String version) {
      return text("catalogue_version", version);
    }

    /**
     * Hexadecimal SHA-256: of the prompt's text ({@link Hashes#sha256(String)}), or, in a decision,
     * of its token ids as the policy server reports it (then no body is kept).
     */
    public Builder promptHash(@Nullable String hash) {
      return text("prompt_hash", hash);
    }

    /** Hexadecimal SHA-256 of the reply's text. */
    public Builder replyHash(@Nullable String hash) {
      return text("reply_hash", hash);
    }

    /** Hexadecimal SHA-256 of the question, in the first decision. */
    public Builder questionHash(@Nullable String hash) {
      return text("question_hash", hash);
    }

    public Builder candidate(@Nullable String id) {
      return text("candidate", id);
    }

    /** {@code ok}, {@code route}, {@code answer}, or a failure code's wire name. */
    public Builder outcome(String outcome) {
      return text("outcome", outcome);
    }

    /** Whether the answer was demanded. */
    public Builder forced(boolean forced) {
      fields.put("forced", forced);
      return this;
    }

    public Builder usage(Usage usage) {
      ObjectNode node = fields.putObject("usage");
      node.put("input_tokens", exact("usage.input_tokens", usage.inputTokens()));
      node.put("output_tokens", exact("usage.output_tokens", usage.outputTokens()));
      return this;
    }

    public Builder cost(NanoUsd cost) {
      return number("cost_nano_usd", cost.value());
    }

    /** How many tokens the decision has. */
    public Builder tokens(int count) {
      return number("tokens", count);
    }

    /** Sum of the decision's log-probabilities; written as a decimal string. */
    public Builder logprob(double sum) {
      if (!Double.isFinite(sum)) {
        throw new IllegalArgumentException("logprob must be finite, is " + sum);
      }
      return text("logprob", BigDecimal.valueOf(sum).toPlainString());
    }

    /** The sampling seed; written as a decimal string, since 64 bits do not fit a JSON number. */
    public Builder seed(long seed) {
      return text("seed", Long.toUnsignedString(seed));
    }

    /**
     * The finished record.
     *
     * @throws IllegalStateException if a field is missing that the kind must have
     */
    public AuditRecord build() {
      for (String name : kind.required()) {
        if (!fields.has(name)) {
          throw new IllegalStateException("audit record " + kind.wire() + " lacks " + name);
        }
      }
      return new AuditRecord(fields.deepCopy());
    }

    private Builder text(String name, @Nullable String value) {
      if (value == null) {
        fields.remove(name);
      } else {
        fields.put(name, wellFormed(value));
      }
      return this;
    }

    private Builder number(String name, long value) {
      fields.put(name, exact(name, value));
      return this;
    }

    private static long exact(String name, long value) {
      if (value > LARGEST_EXACT || value < -LARGEST_EXACT) {
        throw new IllegalArgumentException(name + " is too large to be written exactly: " + value);
      }
      return value;
    }

    /** A lone surrogate has no UTF-8 form: it becomes U+FFFD before it is hashed. */
    private static String wellFormed(String value) {
      StringBuilder out = new StringBuilder(value.length());
      value
          .codePoints()
          .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
          .forEach(out::appendCodePoint);
      return out.toString();
    }
  }
}
