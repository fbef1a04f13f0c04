// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.promotion;

import org.jspecify.annotations.Nullable;

/**
 * What became of a wish, as {@code policy promote --json} prints it in snake case, and as it is
 * kept.
 *
 * @param stable the version that was stable before
 * @param evaluation path of the comparison's document; null: there was none
 * @param at ISO date and time
 * @param feedback of users since the last retraining; null: nobody looked
 */
public record PromotionDocument(
    String version,
    boolean promoted,
    String reason,
    @Nullable String evaluation,
    String stable,
    String who,
    boolean forced,
    String run,
    String at,
    @Nullable FeedbackReport feedback) {}
