// SPDX-License-Identifier: Apache-2.0
/** Runs in the worker, as the command line starts and follows them. */
@NullMarked
package org.routerr1.cli.lab;

import org.jspecify.annotations.NullMarked;
