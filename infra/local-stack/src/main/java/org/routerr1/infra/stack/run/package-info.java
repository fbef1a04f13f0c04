// SPDX-License-Identifier: Apache-2.0
/** The stack as a whole: parts in their order, started together, stopped in reverse. */
@NullMarked
package org.routerr1.infra.stack.run;

import org.jspecify.annotations.NullMarked;
