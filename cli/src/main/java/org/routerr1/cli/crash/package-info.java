// SPDX-License-Identifier: Apache-2.0
/** A part killed under a query, and what the candidates say of it. */
@NullMarked
package org.routerr1.cli.crash;

import org.jspecify.annotations.NullMarked;
