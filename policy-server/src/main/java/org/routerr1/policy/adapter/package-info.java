// SPDX-License-Identifier: Apache-2.0
/** LoRA adapters as files: PEFT's format with our lineage beside it. */
@NullMarked
package org.routerr1.policy.adapter;

import org.jspecify.annotations.NullMarked;
