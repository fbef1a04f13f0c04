// SPDX-License-Identifier: Apache-2.0
/** A question on its way through the gateway, shown while it runs. */
@NullMarked
package org.routerr1.cli.ask;

import org.jspecify.annotations.NullMarked;
