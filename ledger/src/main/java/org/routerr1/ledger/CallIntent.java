// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger;

/** A candidate call that is about to be made. */
public record CallIntent(StepKey key, String candidate, String subQuery, String catalogueVersion) {}
