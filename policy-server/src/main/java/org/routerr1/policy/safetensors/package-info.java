// SPDX-License-Identifier: Apache-2.0
/** The header of safetensors files, which adapters and models share. */
@NullMarked
package org.routerr1.policy.safetensors;

import org.jspecify.annotations.NullMarked;
