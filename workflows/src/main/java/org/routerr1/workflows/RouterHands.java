// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import java.time.Clock;
import org.routerr1.activities.BooksAccess;
import org.routerr1.activities.CatalogueSource;
import org.routerr1.activities.candidate.CandidateClient;
import org.routerr1.activities.policy.PolicyClient;
import org.routerr1.activities.policy.PolicyEndpoint;

/**
 * What the plugin works with, lent to an extension; the plugin closes it.
 *
 * @param policyServer whose learner it is too
 * @param candidates asks any candidate, also those of an extension's schemes
 */
public record RouterHands(
    BooksAccess books,
    CatalogueSource catalogues,
    PolicyClient policy,
    PolicyEndpoint policyServer,
    CandidateClient candidates,
    String taskQueue,
    Clock clock) {}
