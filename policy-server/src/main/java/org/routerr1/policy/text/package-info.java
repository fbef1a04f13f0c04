// SPDX-License-Identifier: Apache-2.0
/** Words that others wrote, made fit for a message. */
@NullMarked
package org.routerr1.policy.text;

import org.jspecify.annotations.NullMarked;
