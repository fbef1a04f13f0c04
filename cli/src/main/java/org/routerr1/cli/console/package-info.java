// SPDX-License-Identifier: Apache-2.0
/** How commands speak: the options of them all, lines and documents, exit codes, failures. */
@NullMarked
package org.routerr1.cli.console;

import org.jspecify.annotations.NullMarked;
