// SPDX-License-Identifier: Apache-2.0
/** Training of adapters: trees of prompts and actions in, gradients and AdamW, versions out. */
@NullMarked
package org.routerr1.policy.learn;

import org.jspecify.annotations.NullMarked;
