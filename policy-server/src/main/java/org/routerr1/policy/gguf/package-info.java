// SPDX-License-Identifier: Apache-2.0
/** Reads GGUF model files: memory-mapped, every length checked before it is believed. */
@NullMarked
package org.routerr1.policy.gguf;

import org.jspecify.annotations.NullMarked;
