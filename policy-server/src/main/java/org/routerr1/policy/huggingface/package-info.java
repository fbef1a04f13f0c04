// SPDX-License-Identifier: Apache-2.0
/** Models as Hugging Face lays them out: a folder of JSON and safetensors. */
@NullMarked
package org.routerr1.policy.huggingface;

import org.jspecify.annotations.NullMarked;
