// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.grammar.GrammarCompiler;
import org.routerr1.policy.model.LlamaShape;
import org.routerr1.policy.model.Processor;
import org.routerr1.policy.model.Turns;
import org.routerr1.policy.testing.Limits;
import org.routerr1.policy.tokenizer.ChatTemplate;
import org.routerr1.policy.tokenizer.Tokenizer;

/** A learner's home around a model file. */
final class TestHome {

  static final String VERSION = "tiny@000000000000";
  static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

  private TestHome() {}

  static LearnerHome of(Path model, Path folder) {
    try (GgufFile file = GgufFile.open(model)) {
      Tokenizer tokenizer = Tokenizer.of(file.metadata());
      ChatTemplate template = ChatTemplate.of(file.metadata(), tokenizer);
      GrammarCompiler compiler = new GrammarCompiler(tokenizer, template.endOfTurn());
      return new LearnerHome(
          model,
          "tiny",
          VERSION,
          file.sha256(),
          LlamaShape.of(file),
          template,
          g ->
              compiler
                  .compile(
                      Limits.of(
                          g.getCandidatesList(), g.getMaxRoutes(), g.getMayAnswer(), 8, 16, 16))
                  .start(),
          512,
          2,
          Processor.best(),
          folder.resolve("runs"),
          folder.resolve("versions"),
          new Turns(Duration.ofSeconds(1)),
          InstantSource.fixed(NOW),
          () -> 0);
    }
  }
}
