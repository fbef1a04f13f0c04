// SPDX-License-Identifier: Apache-2.0
/** The command line: arguments in, one document or a few lines out, an exit code. */
@NullMarked
package org.routerr1.cli;

import org.jspecify.annotations.NullMarked;
