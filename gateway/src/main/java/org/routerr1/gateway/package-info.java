// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.routerr1.gateway;

import org.jspecify.annotations.NullMarked;
