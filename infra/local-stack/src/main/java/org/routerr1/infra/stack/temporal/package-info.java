// SPDX-License-Identifier: Apache-2.0
/** The Temporal server of this machine. */
@NullMarked
package org.routerr1.infra.stack.temporal;

import org.jspecify.annotations.NullMarked;
