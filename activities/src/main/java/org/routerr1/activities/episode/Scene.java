// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.episode;

import java.util.List;
import org.routerr1.activities.CallOutput;
import org.routerr1.core.catalogue.Catalogue;

/** One question with its candidates; what is right stays on this side of the loop. */
public interface Scene {

  String question();

  List<String> golds();

  /** Whom may be asked. */
  Catalogue catalogue();

  /** What the answer is worth, and what the calls really were. */
  Grade grade(String answer, List<CallOutput> calls, double tradeOff);
}
