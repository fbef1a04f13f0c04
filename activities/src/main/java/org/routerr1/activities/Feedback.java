// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import org.jspecify.annotations.Nullable;

/**
 * What a user says of an answer; the id makes it safe to repeat.
 *
 * @param score 0 to 1; null if only a right answer is given
 * @param rightAnswer null if only a score is given
 */
public record Feedback(
    String id, @Nullable Double score, @Nullable String rightAnswer, @Nullable String comment) {}
