// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worlds.specialists;

/** Which names and wordings are drawn: those of training, or those kept from it. */
public enum Style {
  USUAL,
  UNSEEN
}
