// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.tokenizer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.routerr1.policy.gguf.Metadata;
import org.routerr1.policy.gguf.ModelFileException;

/** The tokens of a model: what bytes each stands for, and which are no text at all. */
public final class Vocabulary {

  private static final String TOKENS = "tokenizer.ggml.tokens";
  private static final String TYPES = "tokenizer.ggml.token_type";
  private static final int NORMAL = 1;

  private final List<Token> tokens;
  private final Map<String, Integer> ids;

  /**
   * One token.
   *
   * @param spelling as the model file writes it
   * @param bytes its text; empty for a control token
   * @param control not text: never produced by {@link Tokenizer#encode} nor by free text
   */
  record Token(String spelling, byte[] bytes, boolean control) {}

  private Vocabulary(List<Token> tokens) {
    this.tokens = tokens;
    this.ids = HashMap.newHashMap(tokens.size());
    for (int id = 0; id < tokens.size(); id++) {
      ids.putIfAbsent(tokens.get(id).spelling, id);
    }
  }

  /** Reads the vocabulary of a model file. */
  public static Vocabulary of(Metadata metadata) {
    List<String> spellings = metadata.texts(TOKENS);
    List<Long> types = metadata.wholes(TYPES);
    if (types.size() != spellings.size()) {
      throw ModelFileException.corrupt(
          metadata.file(),
          "metadata " + TYPES,
          "has %d entries for %d tokens".formatted(types.size(), spellings.size()));
    }
    List<Token> tokens = new ArrayList<>(spellings.size());
    for (int id = 0; id < spellings.size(); id++) {
      String spelling = spellings.get(id);
      byte[] bytes = types.get(id) == NORMAL ? ByteAlphabet.bytes(spelling) : null;
      tokens.add(
          bytes == null
              ? new Token(spelling, new byte[0], true)
              : new Token(spelling, bytes, false));
    }
    return new Vocabulary(List.copyOf(tokens));
  }

  /** How many ids there are. */
  public int size() {
    return tokens.size();
  }

  /** The text of a token as UTF-8, possibly part of a character; empty for a control token. */
  public byte[] bytes(int id) {
    return tokens.get(id).bytes.clone();
  }

  /** Bytes of the longest text that is one token. */
  int longest() {
    return tokens.stream().mapToInt(t -> t.bytes.length).max().orElse(0);
  }

  /** Whether a token is no text. */
  public boolean isControl(int id) {
    return tokens.get(id).control;
  }

  /** The id of a token by the file's spelling, control tokens included. */
  public OptionalInt find(String spelling) {
    Integer id = ids.get(spelling);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** A token as the file spells it. */
  String spelling(int id) {
    return tokens.get(id).spelling;
  }

  byte[] rawBytes(int id) {
    return tokens.get(id).bytes;
  }
}
