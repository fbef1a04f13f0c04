// SPDX-License-Identifier: Apache-2.0
/** What a process is told by environment variables, and what is said when that is wrong. */
@NullMarked
package org.routerr1.core.config;

import org.jspecify.annotations.NullMarked;
