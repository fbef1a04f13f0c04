// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.audit;

import org.jspecify.annotations.Nullable;

/**
 * A record as the books (or an exported file) hold it.
 *
 * @param record canonical JSON (RFC 8785)
 * @param hash SHA-256 of the record's UTF-8 bytes, hexadecimal
 * @param prompt the body that the record's prompt hash speaks of; null if erased or never kept
 * @param reply likewise
 */
public record StoredRecord(
    String chain,
    long sequence,
    String record,
    String hash,
    @Nullable String prompt,
    @Nullable String reply) {}
