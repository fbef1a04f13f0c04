// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.gguf;

import java.util.List;

/** One value of a GGUF file's metadata. */
public sealed interface MetaValue {

  /** A string. */
  record Text(String value) implements MetaValue {}

  /**
   * Any integer; unsigned 64-bit numbers above {@link Long#MAX_VALUE} are refused by the reader.
   */
  record Whole(long value) implements MetaValue {}

  /** A floating-point number. */
  record Real(double value) implements MetaValue {}

  /** A boolean. */
  record Flag(boolean value) implements MetaValue {}

  /** An array. */
  record Items(List<MetaValue> values) implements MetaValue {}
}
