// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Configuration of the policy server; {@code router.policy.x-y} is {@code ROUTER_POLICY_X_Y}. */
@ConfigMapping(prefix = "router.policy")
public interface PolicyConfig {

  /** Path of the model: a GGUF file or a folder from Hugging Face, Llama or Qwen2. */
  Optional<Path> model();

  /**
   * PEM file of the certificate that the gRPC port shows, and of those that vouch for it; clear
   * text if absent.
   */
  Optional<Path> tlsCertificate();

  /** PEM file of its private key. */
  Optional<Path> tlsKey();

  /** PEM file of the certificates that callers must be known by; all may call if absent. */
  Optional<Path> tlsClientTrust();

  /** Whether gRPC may listen elsewhere than on the loopback in clear text. */
  @WithDefault("false")
  boolean plainText();

  /** Folder of the adapters' versions and of channels.json; the base model alone if absent. */
  Optional<Path> adapters();

  /** Folder of the training runs; "runs" beside the adapters' folder if absent. */
  Optional<Path> runs();

  /** Adapters in memory; beyond this, the one used longest ago is read again when asked for. */
  @WithDefault("64")
  int loadedAdapters();

  /** Most tokens of a thought; a request may ask for fewer. */
  @WithDefault("48")
  int maxThinkTokens();

  /** Most tokens of a sub-question; a request may ask for fewer. */
  @WithDefault("32")
  int maxQueryTokens();

  /** Most tokens of an answer; a request may ask for fewer. */
  @WithDefault("48")
  int maxAnswerTokens();

  /** Longest prompt and action together, in tokens; at most what the model was trained for. */
  @WithDefault("4096")
  int contextTokens();

  /** Threads that decode, all at each operation; all processors if absent. */
  OptionalInt threads();

  /**
   * What computes: cpu, cuda, or auto, which is cuda if PYTORCH_FLAVOR names a CUDA build of
   * PyTorch.
   */
  @WithDefault("auto")
  String device();

  /**
   * What matrices are kept and multiplied in: on a CPU stored (as the file has them, which loses
   * nothing), int8, f32 or bf16; on CUDA f32 or bf16; or auto, which is stored on a CPU and f32 on
   * CUDA.
   */
  @WithDefault("auto")
  String precision();

  /** Decisions that are made at once. */
  @WithDefault("32")
  int batch();

  /**
   * Tokens of one step after which no further piece of a prompt is begun; 128 on a CPU and 4096 on
   * CUDA if absent.
   */
  OptionalInt stepTokens();

  /**
   * The same of a step in which nobody writes: a prompt is read faster in large steps; 256 on a CPU
   * if absent, but never less than the other.
   */
  OptionalInt promptStepTokens();

  /** Memory for keys and values of decisions under way, in MiB; at least one context is held. */
  @WithDefault("1024")
  int kvCacheMib();

  /**
   * Decisions that may wait, queries and training each; further ones are refused with a delay after
   * which to retry.
   */
  @WithDefault("256")
  int queueLength();

  /** Memory for beginnings of prompts, in MiB; 0: none are kept. */
  @WithDefault("256")
  int prefixCacheMib();

  /** Memory for decisions that a retry may ask for again, in MiB. */
  @WithDefault("32")
  int decisionStoreMib();

  /** How long such a decision is kept after its last use. */
  @WithDefault("PT1H")
  Duration decisionStoreTime();
}
