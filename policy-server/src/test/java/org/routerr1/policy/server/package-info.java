// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.routerr1.policy.server;

import org.jspecify.annotations.NullMarked;
