// SPDX-License-Identifier: Apache-2.0
/** Text to token ids and back: byte-level byte-pair encoding read from the model file. */
@NullMarked
package org.routerr1.policy.tokenizer;

import org.jspecify.annotations.NullMarked;
