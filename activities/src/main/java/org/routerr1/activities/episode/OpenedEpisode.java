// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

/**
 * What the loop needs to know of a scene.
 *
 * @param exists false where the variant does not exist for this question: nothing to play
 */
public record OpenedEpisode(boolean exists, String question, String catalogueVersion) {}
