// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.audit.Head;
import org.routerr1.ledger.BooksReader.AuditRow;

/**
 * Audit records as stored: {@code record} is the exact text whose hash {@code hash} is.
 *
 * @param head where the chain stands, so that a cut-off end is noticed; null for a single query's
 *     records, and for a chain that does not exist
 */
public record AuditPage(List<AuditRow> records, @Nullable Head head) {}
