// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.routerr1.policy.learn;

import org.jspecify.annotations.NullMarked;
