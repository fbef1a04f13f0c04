// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows.episode;

/**
 * Where a run stands.
 *
 * @param phase one word or two, for people
 * @param done of {@code of} steps
 * @param failed groups or loops that did not end well
 */
public record RunProgress(
    String phase, int done, int of, int failed, long nanoUsd, boolean paused) {}
