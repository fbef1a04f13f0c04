// SPDX-License-Identifier: Apache-2.0
/** The audit chain, checked here and not where it is written. */
@NullMarked
package org.routerr1.cli.audit;

import org.jspecify.annotations.NullMarked;
