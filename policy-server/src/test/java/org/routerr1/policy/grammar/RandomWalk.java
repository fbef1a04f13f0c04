// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.routerr1.policy.testing.Legality;
import org.routerr1.policy.tokenizer.Tokenizer;

/** Writes actions by choosing any legal token, and judges every one. */
final class RandomWalk {

  private static final String[] PARTS = {
    "a", "ab", "qwen", "gpt", "-", ".", "/", "4o", "7B", "the", "Łódź", "字", "😀", "é", "e\u0301",
    "_"
  };

  private final Tokenizer tokenizer;
  private final GrammarCompiler compiler;
  private final SplittableRandom random;

  RandomWalk(Tokenizer tokenizer, int endOfTurn, long seed) {
    this.tokenizer = tokenizer;
    this.compiler = new GrammarCompiler(tokenizer, endOfTurn);
    this.random = new SplittableRandom(seed);
  }

  /** Writes and judges one action under random limits. */
  void once() {
    ActionLimits limits = limits();
    ActionGrammar grammar = compiler.compile(limits);
    // Either eager to close or eager to go on to the limit.
    double close = random.nextDouble();
    List<Integer> ids = new ArrayList<>();
    ActionState state = grammar.start();
    for (int[] legal = state.legal(); legal.length > 0; legal = state.legal()) {
      if (legal.length < 1000) {
        assertThat(legal).isSorted();
      }
      int token = legal[random.nextInt(legal.length)];
      if (random.nextDouble() < close / 4) {
        token = angle(legal, token);
      }
      ids.add(token);
      assertThat(ids.size()).isLessThanOrEqualTo(grammar.maxTokens());
      state = state.after(token);
    }
    int[] tokens = ids.stream().mapToInt(Integer::intValue).toArray();
    // The vocabulary has U+FFFD as a token of its own: the bytes tell it from what is no UTF-8.
    Legality.check(utf8(tokens).replace('\uFFFD', '?'), limits, tokenizer);
  }

  private String utf8(int[] tokens) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int token : tokens) {
      bytes.writeBytes(tokenizer.vocabulary().bytes(token));
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new AssertionError(tokenizer.decode(tokens), e);
    }
  }

  private int angle(int[] legal, int otherwise) {
    for (int id : legal) {
      byte[] bytes = tokenizer.vocabulary().bytes(id);
      if (bytes.length > 0 && bytes[0] == '<') {
        return id;
      }
    }
    return otherwise;
  }

  private ActionLimits limits() {
    List<String> names =
        random
            .ints(random.nextInt(4) == 0 ? 0 : random.nextInt(2, 201), 0, Integer.MAX_VALUE)
            .mapToObj(i -> name())
            .distinct()
            .toList();
    return new ActionLimits(
        names,
        names.isEmpty() ? 0 : random.nextInt(1, 5),
        names.isEmpty() || random.nextBoolean(),
        random.nextInt(1, 20),
        random.nextInt(1, 20),
        random.nextInt(1, 20));
  }

  private String name() {
    return random
        .ints(random.nextInt(1, 5), 0, PARTS.length)
        .mapToObj(i -> PARTS[i])
        .collect(Collectors.joining());
  }
}
