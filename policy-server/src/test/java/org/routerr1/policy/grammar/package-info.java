// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.routerr1.policy.grammar;

import org.jspecify.annotations.NullMarked;
