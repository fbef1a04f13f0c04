// SPDX-License-Identifier: Apache-2.0
/** A real PostgreSQL as a process of its own, from binaries on Maven Central. */
@NullMarked
package org.routerr1.infra.stack.postgres;

import org.jspecify.annotations.NullMarked;
