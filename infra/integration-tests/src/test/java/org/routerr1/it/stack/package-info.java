// SPDX-License-Identifier: Apache-2.0
/** The command line and the launcher as a user meets them: real processes from outside. */
@NullMarked
package org.routerr1.it.stack;

import org.jspecify.annotations.NullMarked;
