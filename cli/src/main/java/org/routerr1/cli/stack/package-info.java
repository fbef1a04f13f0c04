// SPDX-License-Identifier: Apache-2.0
/** The local stack as commands need it. */
@NullMarked
package org.routerr1.cli.stack;

import org.jspecify.annotations.NullMarked;
