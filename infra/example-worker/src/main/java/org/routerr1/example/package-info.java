// SPDX-License-Identifier: Apache-2.0
/** A plain Java worker with a workflow of its own, into which the router is embedded. */
@NullMarked
package org.routerr1.example;

import org.jspecify.annotations.NullMarked;
