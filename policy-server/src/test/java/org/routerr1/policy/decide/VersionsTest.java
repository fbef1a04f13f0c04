// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.infra.doubles.model.TinyModel;
import org.routerr1.policy.adapter.LoraAdapter;
import org.routerr1.policy.adapter.LoraModule;
import org.routerr1.policy.decide.PolicyEngine.Ticket;
import org.routerr1.policy.decide.VersionException.Kind;
import org.routerr1.policy.model.LlamaShape;
import org.routerr1.policy.sampling.Sampling;
import org.routerr1.policy.testing.Adapters;
import org.routerr1.policy.testing.Asked;
import org.routerr1.policy.testing.Held;

class VersionsTest {

  @TempDir private static Path models;
  private static Policy policy;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    policy = Policy.load(TinyModel.in(models), TinyModel.CONTEXT, 2);
  }

  @AfterAll
  static void close() {
    policy.close();
  }

  @Test
  void withoutFolderThereIsTheBaseModelAlone() {
    try (Versions versions = new Versions(policy, Optional.empty(), 4)) {
      assertThat(versions.find("", "").name()).isEqualTo(policy.version());
      assertThat(versions.find(policy.version(), "").adapter()).isEmpty();
      assertThat(versions.list())
          .singleElement()
          .satisfies(v -> {
            assertThat(v.name()).isEqualTo(policy.version());
            assertThat(v.channels()).containsExactly("stable");
          });
      assertRefused(
          Kind.UNKNOWN, "\"canary\" points to no version", () -> versions.find("", "canary"));
      assertRefused(
          Kind.NOT_WRITTEN,
          "set ROUTER_POLICY_ADAPTERS",
          () -> versions.setChannel("stable", policy.version(), Optional.empty()));
    }
  }

  @Test
  void channelsPointToVersionsAndStayAfterARestart() {
    String one = publish("one", 1);
    String two = publish("two", 2);
    try (Versions versions = versions(4)) {
      // Nowhere is the base model, by either name.
      assertThat(versions.setChannel("stable", one, Optional.of(policy.version()))).isEmpty();
      assertThat(versions.setChannel("stable", "", Optional.of(one))).isEqualTo(one);
      assertThat(versions.setChannel("stable", one, Optional.of(""))).isEmpty();
      assertThat(versions.setChannel("canary", two, Optional.empty())).isEmpty();
      assertThat(versions.find("", "").name()).isEqualTo(one);
      assertThat(versions.find("", "canary").name()).isEqualTo(two);
      assertThat(versions.find(policy.version(), "canary").name()).isEqualTo(policy.version());
      assertRefused(
          Kind.MOVED,
          "points to \"" + one,
          () -> versions.setChannel("stable", two, Optional.of(two)));
      assertRefused(
          Kind.INVALID, "none of stable", () -> versions.setChannel("x", two, Optional.empty()));
    }
    try (Versions versions = versions(4)) {
      assertThat(versions.find("", "stable").name()).isEqualTo(one);
      assertThat(versions.list())
          .extracting(Versions.Known::name)
          .containsExactly(policy.version(), one, two);
      assertThat(versions.describe(one).channels()).containsExactly("stable");
      assertThat(versions.describe(two).card()).contains("random numbers");
      assertThat(versions.setChannel("stable", "", Optional.of(one))).isEqualTo(one);
      assertThat(versions.find("", "").name()).isEqualTo(policy.version());
    }
  }

  @Test
  void whatIsNotThereIsUnknownWhateverItIsCalled() {
    publish("one", 1);
    try (Versions versions = versions(4)) {
      for (String name :
          List.of("v9", "../one@000000000000", "one@000000000000", "one", "a/b@000000000000")) {
        assertRefused(Kind.UNKNOWN, "is not known here", () -> versions.load(name));
        assertRefused(
            Kind.UNKNOWN,
            "is not known here",
            () -> versions.setChannel("stable", name, Optional.empty()));
      }
      assertThat(versions.find("", "").name()).isEqualTo(policy.version());
    }
  }

  @Test
  void anAdapterOfAnotherBaseIsRefused() {
    String other =
        Adapters.publish(folder, "other", adapter(1), "big@000000000000", "0".repeat(64));
    LlamaShape s = policy.model().shape();
    LlamaShape wider = Adapters.withHidden(s, s.hidden() * 2);
    String liar =
        Adapters.publish(
            folder,
            "liar",
            Adapters.random(wider, 0, Set.of(LoraModule.DOWN), 1),
            policy.version(),
            policy.checksum());
    try (Versions versions = versions(4)) {
      assertRefused(Kind.UNFIT, "made for big@000000000000", () -> versions.load(other));
      assertRefused(Kind.UNFIT, "down_proj of layer 0 is 64 × 192", () -> versions.load(liar));
      assertThat(versions.describe(other).loaded()).isFalse();
    }
  }

  @Test
  void anAdapterWithoutACardGetsOneIfItFits() throws IOException {
    String foreign = publish("foreign", 3);
    Path card = folder.resolve(foreign).resolve("card.json");
    Files.delete(card);
    try (Versions versions = versions(4)) {
      versions.load(foreign);
      assertThat(versions.describe(foreign).parent()).isEqualTo(policy.version());
    }
    assertThat(card).content().contains("imported");
    Files.delete(card);
    String renamed = "foreign@0123456789ab";
    Files.move(folder.resolve(foreign), folder.resolve(renamed));
    try (Versions versions = versions(4)) {
      assertRefused(Kind.BROKEN, "the folder's name does not say", () -> versions.load(renamed));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "meta-llama/Llama-3.2-1B, false",
    "tiny, false",
    "'', true",
    "hub/TINY-model, true",
    "tiny-model-Q8_0.gguf, true",
    // What lies on another machine may be called as one likes there.
    "/models/base, true",
    "../base, true",
    "C:\\models\\base, true",
    "models/of/mine, true",
  })
  void ofAnAdapterWithoutACardTheNameOfTheBaseIsLookedAt(String base, boolean taken)
      throws IOException {
    LoraAdapter plain = adapter(4);
    LoraAdapter named = new LoraAdapter(base, plain.rank(), plain.alpha(), plain.pairs());
    String name = Adapters.publish(folder, "named", named, policy.version(), policy.checksum());
    Files.delete(folder.resolve(name).resolve("card.json"));
    try (Versions versions = versions(4)) {
      if (taken) {
        assertThat(versions.load(name).name()).isEqualTo(name);
      } else {
        assertRefused(
            Kind.UNFIT, "the adapter was made for " + base + ", not", () -> versions.load(name));
        assertThat(folder.resolve(name).resolve("card.json")).doesNotExist();
      }
    }
  }

  @Test
  void whatIsDamagedIsRefused() throws IOException {
    String flipped = publish("flipped", 1);
    Path weights = folder.resolve(flipped).resolve("adapter_model.safetensors");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length - 1] ^= 1;
    Files.write(weights, bytes);
    String cut = publish("cut", 2);
    Files.writeString(folder.resolve(cut).resolve("card.json"), "{\"version\":");
    try (Versions versions = versions(4)) {
      assertRefused(Kind.BROKEN, "which card and name do not say", () -> versions.load(flipped));
      assertRefused(Kind.BROKEN, "is not JSON", () -> versions.load(cut));
      assertThat(versions.list()).hasSize(3);
    }
    Files.writeString(folder.resolve("channels.json"), "{\"stable\": \"" + flipped + "\"}");
    assertRefused(Kind.BROKEN, "which card and name", () -> versions(4).close());
    assertRefused(Kind.BROKEN, "channel \"stable\" points to flip", () -> versions(4).close());
    Files.writeString(folder.resolve("channels.json"), "[");
    assertRefused(Kind.BROKEN, "channels.json: is not JSON", () -> versions(4).close());
    Files.writeString(folder.resolve("channels.json"), "{\"stabel\": \"x\"}");
    assertRefused(Kind.BROKEN, "stabel: is no channel", () -> versions(4).close());
  }

  @Test
  void manyVersionsInOneBatchAreAsEachAlone() {
    List<String> names = List.of(publish("one", 1), publish("two", 2), policy.version());
    try (Versions versions = versions(4)) {
      List<DecisionRequest> requests = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        requests.add(
            Asked.version(
                Asked.question("q" + i / 3, "word ".repeat(i)),
                versions.find(names.get(i % 3), "")));
      }
      List<Decision> alone = new ArrayList<>();
      try (PolicyEngine engine = engine()) {
        requests.forEach(r -> alone.add(engine.submit(r).decision().join()));
      }
      try (PolicyEngine engine = engine()) {
        List<Ticket> tickets = requests.stream().map(engine::submit).toList();
        for (int i = 0; i < requests.size(); i++) {
          Decision beside = tickets.get(i).decision().join();
          assertThat(beside.tokens()).isEqualTo(alone.get(i).tokens());
          assertThat(beside.policyVersion()).isEqualTo(names.get(i % 3));
        }
      }
      assertThat(alone.get(0).tokens()).isNotEqualTo(alone.get(1).tokens());
    }
  }

  @Test
  void aVersionThatGoesWhileItDecidesIsKeptToItsEnd() {
    String one = publish("one", 1);
    String two = publish("two", 2);
    try (Versions versions = versions(1);
        PolicyEngine engine = engine()) {
      DecisionRequest request =
          Asked.version(Asked.question("kept", "What?"), versions.find(one, ""));
      List<Decision.Token> expected = engine.submit(request).decision().join().tokens();
      engine.pause(false);
      Ticket under =
          engine.submit(
              Asked.version(
                  Asked.question("kept2", "What?", request.limits(), request.sampling()),
                  request.version()));
      versions.load(two);
      assertThat(versions.describe(one).loaded()).isFalse();
      engine.resume();
      assertThat(under.decision().join().tokens()).isEqualTo(expected);
      assertThatThrownBy(
              () -> engine.submit(Asked.version(Asked.question("late", "Q?"), request.version())))
          .hasMessageContaining("was unloaded a moment ago; ask again");
      Ticket again =
          engine.submit(Asked.version(Asked.question("late", "Q?"), versions.find(one, "")));
      assertThat(again.decision().join().text()).isNotEmpty();
    }
  }

  @Test
  void weightsThatOverflowAreToldToTheirOwnCallersOnly() {
    String huge =
        Adapters.publish(
            folder, "huge", Adapters.times(adapter(1), 1e20f), policy.version(), policy.checksum());
    try (Versions versions = versions(4);
        Held held = new Held();
        PolicyEngine engine = new PolicyEngine(policy, EngineSettings.DEFAULTS, held::nanoTime)) {
      Ticket under =
          engine.submit(Asked.version(Asked.question("huge", "Q?"), versions.find(huge, "")));
      DecisionRequest topP = Asked.question("top", "Q?", Asked.LIMITS, new Sampling(1, .5, 1));
      Ticket cut = engine.submit(Asked.version(topP, versions.find(huge, "")));
      Ticket beside = engine.submit(Asked.question("beside", "Q?"));
      held.open();
      assertThat(beside.decision().join().text()).isNotEmpty();
      for (Ticket bad : List.of(under, cut)) {
        assertThatThrownBy(() -> bad.decision().join())
            .rootCause()
            .isInstanceOf(DecisionException.class)
            .hasMessageContaining("\"" + huge + "\" computes numbers that are not finite");
      }
    }
  }

  private String publish(String name, int seed) {
    return Adapters.publish(folder, name, adapter(seed), policy.version(), policy.checksum());
  }

  private static LoraAdapter adapter(int seed) {
    return Adapters.random(policy.model().shape(), 0, Set.of(LoraModule.values()), seed);
  }

  private Versions versions(int mostLoaded) {
    return new Versions(policy, Optional.of(folder), mostLoaded);
  }

  private static PolicyEngine engine() {
    return new PolicyEngine(policy, EngineSettings.DEFAULTS, System::nanoTime);
  }

  private static void assertRefused(Kind kind, String said, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(VersionException.class, e -> assertThat(e.kind()).isEqualTo(kind))
        .hasMessageContaining(said);
  }
}
