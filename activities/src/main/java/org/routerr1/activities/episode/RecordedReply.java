// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import org.routerr1.core.money.Usage;

/**
 * What a candidate once replied.
 *
 * @param prompt as it was sent
 * @param reply empty: nothing that could be used, and billed all the same; it is asked again
 * @param nanoUsd what it cost then
 */
public record RecordedReply(
    String candidate,
    String prompt,
    String reply,
    String model,
    Usage usage,
    long nanoUsd,
    long millis) {}
