// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.adapter;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.routerr1.policy.adapter.LoraAdapter.Place;

/** How PEFT names the matrices of a Llama model. */
final class PeftName {

  static final List<String> MODULES =
      Arrays.stream(LoraModule.values()).map(LoraModule::peftName).toList();

  private static final Pattern A =
      Pattern.compile(
          "base_model\\.model\\.model\\.layers\\.(0|[1-9][0-9]{0,4})\\.[a-z_]+\\.([a-z_]+)\\.lora_A\\.weight");

  private PeftName() {}

  /** The place of an A matrix; empty for any other name. */
  static Optional<Place> ofA(String name) {
    Matcher matcher = A.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int layer = Integer.parseInt(matcher.group(1));
    return LoraModule.of(matcher.group(2))
        .filter(module -> module.tensor(layer, 'A').equals(name))
        .map(module -> new Place(layer, module));
  }
}
