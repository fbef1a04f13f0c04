// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.pytorch.jni.IValue;

/** The arguments of {@link LlamaProgram}'s {@code forward}, and two ways to call it. */
record Forward(
    Programs programs,
    IValue tokens,
    IValue positions,
    IValue where,
    IValue stretches,
    IValue wanted,
    IValue rotations,
    IValue embedding,
    IValue vectors,
    IValue matrices,
    IValue pool,
    IValue adapters,
    IValue spans) {

  /** One call. */
  IValue atOnce() {
    return programs.run(
        "forward", tokens, positions, where, stretches, wanted, rotations, embedding, vectors,
        matrices, pool, adapters, spans);
  }

  /** The same to the bit, in a relay with other lanes. */
  IValue layerByLayer(int layers, Relay relay) {
    try (IValue turn = programs.run("turn", rotations, positions);
        IValue masks = programs.run("masks", stretches, positions, where)) {
      IValue x = programs.run("embed", embedding, tokens);
      try {
        for (int i = 0; i < layers; i++) {
          relay.await();
          IValue before = x;
          try (IValue layer = IValue.from(i)) {
            x =
                programs.run(
                    "layer", layer, before, turn, where, stretches, masks, vectors, matrices, pool,
                    adapters, spans);
          }
          before.close();
          relay.passed();
        }
        return programs.run("end", x, wanted, vectors);
      } finally {
        x.close();
      }
    }
  }
}
