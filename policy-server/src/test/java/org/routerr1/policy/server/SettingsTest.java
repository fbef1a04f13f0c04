// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.routerr1.policy.decide.EngineSettings;
import org.routerr1.policy.model.Precision;
import org.routerr1.policy.model.Processor;

class SettingsTest {

  @Test
  void defaults() {
    assertThat(settings(Map.of("model", "m.gguf")))
        .isEqualTo(
            new Settings(
                Path.of("m.gguf"),
                Optional.empty(),
                Optional.empty(),
                64,
                48,
                32,
                48,
                4096,
                Runtime.getRuntime().availableProcessors(),
                Processor.CPU,
                Precision.STORED,
                EngineSettings.DEFAULTS));
  }

  @Test
  void explicitMappings() {
    assertThat(
            settings(
                Map.ofEntries(
                    Map.entry("model", "m.gguf"),
                    Map.entry("max-think-tokens", "1"),
                    Map.entry("max-query-tokens", "2"),
                    Map.entry("max-answer-tokens", "3"),
                    Map.entry("context-tokens", "100"),
                    Map.entry("threads", "5"),
                    Map.entry("adapters", "versions"),
                    Map.entry("runs", "training"),
                    Map.entry("loaded-adapters", "12"),
                    Map.entry("batch", "10"),
                    Map.entry("kv-cache-mib", "11"),
                    Map.entry("queue-length", "6"),
                    Map.entry("step-tokens", "13"),
                    Map.entry("device", "cpu"),
                    Map.entry("prefix-cache-mib", "7"),
                    Map.entry("prompt-step-tokens", "14"),
                    Map.entry("decision-store-mib", "8"),
                    Map.entry("decision-store-time", "PT9M"))))
        .isEqualTo(
            new Settings(
                Path.of("m.gguf"),
                Optional.of(Path.of("versions")),
                Optional.of(Path.of("training")),
                12,
                1,
                2,
                3,
                100,
                5,
                Processor.CPU,
                Precision.STORED,
                new EngineSettings(
                    10, 6, 13, 14, 11L << 20, 7L << 20, 8L << 20, Duration.ofMinutes(9))));
  }

  @Test
  void aModelMustBeNamed() {
    assertThatThrownBy(() -> settings(Map.of()))
        .isInstanceOfSatisfying(
            CannotStartException.class, e -> assertThat(e.exitCode()).isEqualTo(3))
        .hasMessageContaining("ROUTER_POLICY_MODEL");
  }

  @Test
  void whatIsOutOfRangeIsRefusedByKey() {
    assertThatThrownBy(() -> settings(Map.of("model", "m", "threads", "0")))
        .isInstanceOfSatisfying(
            CannotStartException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessage("router.policy.threads is 0; set it to 1 to 1024");
    assertThatThrownBy(() -> settings(Map.of("model", "m", "decision-store-time", "PT-1S")))
        .hasMessageContaining("decision-store-time");
  }

  @Test
  void deviceAndPrecisionFitEachOther() {
    assertThat(settings(Map.of("model", "m", "device", "cuda", "precision", "bf16")))
        .satisfies(s -> {
          assertThat(s.processor()).isEqualTo(Processor.CUDA);
          assertThat(s.precision()).isEqualTo(Precision.BF16);
          assertThat(s.engine().stepTokens()).isEqualTo(4096);
          assertThat(s.engine().promptStepTokens()).isEqualTo(4096);
        });
    assertThatThrownBy(() -> settings(Map.of("model", "m", "device", "tpu")))
        .isInstanceOfSatisfying(
            CannotStartException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessage("router.policy.device: \"tpu\" is none of [auto, cpu, cuda]");
    assertThat(settings(Map.of("model", "m", "device", "cpu", "precision", "bf16")).precision())
        .isEqualTo(Precision.BF16);
    assertThatThrownBy(() -> settings(Map.of("model", "m", "device", "cpu", "precision", "int4")))
        .hasMessage(
            "router.policy.precision is \"int4\"; on a CPU set it to one of auto, stored, int8, f32, bf16");
    assertThatThrownBy(() -> settings(Map.of("model", "m", "device", "cuda", "precision", "int8")))
        .hasMessage(
            "router.policy.precision is \"int8\"; on CUDA set it to one of auto, f32, bf16");
    assertThat(settings(Map.of("model", "m", "precision", "int8")).precision())
        .isEqualTo(Precision.INT8);
    assertThat(settings(Map.of("model", "m", "device", "cuda")).precision())
        .isEqualTo(Precision.F32);
  }

  private static Settings settings(Map<String, String> values) {
    Map<String, String> properties = new HashMap<>();
    values.forEach((key, value) -> properties.put("router.policy." + key, value));
    return Settings.of(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(properties, "test", 100))
            .withMapping(PolicyConfig.class)
            .build()
            .getConfigMapping(PolicyConfig.class));
  }
}
