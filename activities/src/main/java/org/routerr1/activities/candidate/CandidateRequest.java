// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.candidate;

import org.routerr1.core.catalogue.Candidate;

/**
 * One question to one candidate.
 *
 * @param prompt the user message, or the text to complete, ready to be sent
 * @param idempotencyKey names the attempt, so that a provider who honours it bills a repeated one
 *     once
 * @param timeoutMillis until the reply's last byte, waiting for a free slot included
 */
public record CandidateRequest(
    Candidate candidate, String prompt, String idempotencyKey, long timeoutMillis) {}
