// SPDX-License-Identifier: Apache-2.0
/** One class a command: its options, and what it prints. */
@NullMarked
package org.routerr1.cli.command;

import org.jspecify.annotations.NullMarked;
