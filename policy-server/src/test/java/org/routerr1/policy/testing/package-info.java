// SPDX-License-Identifier: Apache-2.0
/** What several tests need: the real model file, golden numbers, small models made on the spot. */
@NullMarked
package org.routerr1.policy.testing;

import org.jspecify.annotations.NullMarked;
