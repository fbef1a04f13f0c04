// SPDX-License-Identifier: Apache-2.0
/** What a policy may write, as an automaton over tokens: no illegal action can be produced. */
@NullMarked
package org.routerr1.policy.grammar;

import org.jspecify.annotations.NullMarked;
