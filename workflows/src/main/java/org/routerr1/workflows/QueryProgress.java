// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

/** Where a query stands, for users of Temporal; live rounds come from the books. */
public record QueryProgress(int round, int calls, long spentNanoUsd, boolean done) {}
