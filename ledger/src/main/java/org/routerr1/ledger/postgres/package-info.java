// SPDX-License-Identifier: Apache-2.0
/** The books on PostgreSQL; {@link org.routerr1.ledger.postgres.Books} is the way in. */
@NullMarked
package org.routerr1.ledger.postgres;

import org.jspecify.annotations.NullMarked;
