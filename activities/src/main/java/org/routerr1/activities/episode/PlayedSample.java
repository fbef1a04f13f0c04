// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import org.routerr1.activities.QueryTrace;

/**
 * How a sample's loop ended.
 *
 * @param outcome {@code answered}, or the failure's code
 * @param answer empty where there is none
 * @param millis from start to end, as the workflow saw it
 */
public record PlayedSample(
    int sample,
    String outcome,
    String answer,
    boolean forced,
    long costNanoUsd,
    long millis,
    QueryTrace trace) {}
