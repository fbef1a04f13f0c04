// SPDX-License-Identifier: Apache-2.0
/** Processes that outlive the one that started them: begun, recognised, ended. */
@NullMarked
package org.routerr1.infra.stack.process;

import org.jspecify.annotations.NullMarked;
