// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.promotion;

import org.jspecify.annotations.Nullable;

/**
 * What users said since the last retraining; evidence beside the gate's figures, which decide.
 *
 * @param scores how many gave a score
 * @param meanScore 0 to 1; null: nobody gave one
 * @param rightAnswers how many questions got a right answer, and were trained on if they could be
 */
public record FeedbackReport(int scores, @Nullable Double meanScore, int rightAnswers) {}
