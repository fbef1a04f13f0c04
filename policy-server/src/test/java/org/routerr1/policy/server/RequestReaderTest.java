// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.decide.DecisionException;
import org.routerr1.policy.decide.DecisionRequest;
import org.routerr1.policy.decide.Digests;
import org.routerr1.policy.decide.EngineSettings;
import org.routerr1.policy.decide.Policy;
import org.routerr1.policy.decide.PromptPart;
import org.routerr1.policy.decide.Versions;
import org.routerr1.policy.model.Precision;
import org.routerr1.policy.model.Processor;
import org.routerr1.policy.testing.Wire;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Message;
import org.routerr1.proto.policy.v1.PromptPart.Builder;

class RequestReaderTest {

  @TempDir private static Path folder;
  private static Policy policy;
  private static RequestReader reader;

  @BeforeAll
  static void load() {
    policy = Policy.load(TinyModel.in(folder), TinyModel.CONTEXT, 1);
    reader =
        new RequestReader(
            new Settings(
                Path.of("m"),
                Optional.empty(),
                Optional.empty(),
                1,
                48,
                32,
                40,
                512,
                1,
                Processor.CPU,
                Precision.F32,
                EngineSettings.DEFAULTS),
            policy,
            new Versions(policy, Optional.empty(), 1));
  }

  @AfterAll
  static void close() {
    policy.close();
  }

  @Test
  void readsAWholeRequest() {
    DecisionRequest read =
        read(r ->
            r.addPrompt(Wire.generated(5, 6))
                .addPrompt(Wire.observation("seen"))
                .getSamplingBuilder()
                .setTemperature(0.5f)
                .setTopP(0.9f)
                .setSeed(-7));
    assertThat(read.messages()).hasSize(2);
    assertThat(read.turn())
        .containsExactly(
            new PromptPart.Generated(List.of(5, 6)), new PromptPart.Observation("seen"));
    assertThat(read.limits().names()).containsExactly("small", "smaller");
    assertThat(read.sampling().temperature()).isEqualTo(0.5);
    assertThat(read.sampling().topP()).isEqualTo(0.9f);
    assertThat(read.sampling().seed()).isEqualTo(-7);
  }

  @Test
  void theSeedComesFromTheIdUnlessItIsGiven() {
    assertThat(read(r -> {}).sampling().seed()).isEqualTo(Digests.seed("id"));
    assertThat(read(r -> r.getSamplingBuilder().setSeed(0)).sampling().seed()).isZero();
  }

  @Test
  void theContentIsAllButTheId() {
    String content = read(r -> {}).contentHash();
    assertThat(read(r -> r.setRequestId("other")).contentHash()).isEqualTo(content);
    assertThat(read(r -> r.getSamplingBuilder().setSeed(1)).contentHash()).isNotEqualTo(content);
    assertThat(read(r -> r.addPrompt(Wire.observation(""))).contentHash()).isNotEqualTo(content);
  }

  @Test
  void limitsAreTheSmallerOfAskedAndConfigured() {
    DecisionRequest read =
        read(r -> r.getGrammarBuilder().setMaxThinkTokens(7).setMaxQueryTokens(-1));
    assertThat(read.limits().thinkTokens()).isEqualTo(7);
    assertThat(read.limits().queryTokens()).isEqualTo(32);
    assertThat(read.limits().answerTokens()).isEqualTo(40);
  }

  @Test
  void aVersionMayBeNamed() {
    read(r -> r.setPolicyVersion(policy.version()));
    read(r -> r.setChannel("stable"));
  }

  @Test
  void refusesWhatContradictsItself() {
    assertRefused("request_id has 0 characters", r -> r.setRequestId(""));
    assertRefused("request_id has 257 characters", r -> r.setRequestId("x".repeat(257)));
    assertRefused("prompt holds no message", DecideRequest.Builder::clearPrompt);
    assertRefused("prompt[2] is empty", r -> r.addPromptBuilder());
    assertRefused("prompt[2].message.role", r -> r.addPrompt(message(Builder::getMessageBuilder)));
    assertRefused(
        "prompt[2] is a system message",
        r -> r.addPrompt(Wire.message(Message.Role.ROLE_SYSTEM, "x")));
    assertRefused(
        "prompt[3] is a message after",
        r ->
            r.addPrompt(Wire.observation("x"))
                .addPrompt(Wire.message(Message.Role.ROLE_USER, "x")));
    assertRefused(
        "prompt[2].generated holds the token 9999", r -> r.addPrompt(Wire.generated(9999)));
    assertRefused(
        "prompt[2].generated holds the token 4294967295", r -> r.addPrompt(Wire.generated(-1)));
    assertRefused("grammar allows nothing", DecideRequest.Builder::clearGrammar);
    assertRefused("grammar.max_routes is 0", r -> r.getGrammarBuilder().setMaxRoutes(0));
    assertRefused("grammar.max_routes is 65", r -> r.getGrammarBuilder().setMaxRoutes(65));
    assertRefused(
        "grammar.candidates[2] is there twice", r -> r.getGrammarBuilder().addCandidates("small"));
    for (String bad : List.of("a<b", " a", "a\n", "a\0b")) {
      assertRefused("grammar.candidates[2] holds", r -> r.getGrammarBuilder().addCandidates(bad));
    }
    assertRefused("sampling.temperature", r -> r.getSamplingBuilder().setTemperature(Float.NaN));
    assertRefused("sampling.temperature", r -> r.getSamplingBuilder().setTemperature(-1));
    assertRefused("sampling.top_p is 2.0", r -> r.getSamplingBuilder().setTopP(2));
  }

  private static org.routerr1.proto.policy.v1.PromptPart message(Consumer<Builder> change) {
    Builder part = org.routerr1.proto.policy.v1.PromptPart.newBuilder();
    change.accept(part);
    return part.build();
  }

  private static DecisionRequest read(Consumer<DecideRequest.Builder> change) {
    DecideRequest.Builder request = Wire.request("id").toBuilder();
    change.accept(request);
    return reader.read(request.build());
  }

  private static void assertRefused(String said, Consumer<DecideRequest.Builder> change) {
    assertThatThrownBy(() -> read(change))
        .isInstanceOfSatisfying(
            DecisionException.class,
            e -> assertThat(e.kind()).isEqualTo(DecisionException.Kind.INVALID))
        .hasMessageContaining(said);
  }
}
