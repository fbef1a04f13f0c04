// SPDX-License-Identifier: Apache-2.0
/** The Llama family as one TorchScript program that runs in PyTorch through DJL. */
@NullMarked
package org.routerr1.policy.model;

import org.jspecify.annotations.NullMarked;
