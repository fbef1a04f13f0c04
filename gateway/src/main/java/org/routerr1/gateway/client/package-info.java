// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.routerr1.gateway.client;

import org.jspecify.annotations.NullMarked;
