// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import java.util.List;
import org.routerr1.ledger.BooksReader.AuditRow;

/** Audit records as stored: {@code record} is the exact text whose hash {@code hash} is. */
record AuditPage(List<AuditRow> records) {}
