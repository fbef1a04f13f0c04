// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.action;

/** Which of the two protocols is spoken; docs/protocol.md has both. */
public enum Mode {
  /** As the published Router-R1 behaves, for comparison with published numbers. */
  PAPER,
  /** The default. */
  STRICT
}
