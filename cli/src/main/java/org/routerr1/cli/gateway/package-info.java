// SPDX-License-Identifier: Apache-2.0
/** The gateway, as its callers see it. */
@NullMarked
package org.routerr1.cli.gateway;

import org.jspecify.annotations.NullMarked;
