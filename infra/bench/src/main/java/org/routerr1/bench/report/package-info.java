// SPDX-License-Identifier: Apache-2.0
/**
 * What benches and drills have in common: their options, rows beside a peer, tables, exit codes.
 */
@NullMarked
package org.routerr1.bench.report;

import org.jspecify.annotations.NullMarked;
