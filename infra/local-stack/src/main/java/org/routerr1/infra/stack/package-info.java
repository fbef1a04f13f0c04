// SPDX-License-Identifier: Apache-2.0
/** Everything that runs on one machine: fetched, started, watched, stopped. */
@NullMarked
package org.routerr1.infra.stack;

import org.jspecify.annotations.NullMarked;
