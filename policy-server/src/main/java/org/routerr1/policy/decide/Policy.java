// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.routerr1.policy.gguf.ModelFile;
import org.routerr1.policy.gguf.ModelFileException;
import org.routerr1.policy.grammar.GrammarCompiler;
import org.routerr1.policy.model.LlamaModel;
import org.routerr1.policy.model.LlamaShape;
import org.routerr1.policy.model.ModelFiles;
import org.routerr1.policy.model.Precision;
import org.routerr1.policy.model.Processor;
import org.routerr1.policy.tokenizer.ChatTemplate;
import org.routerr1.policy.tokenizer.Tokenizer;

/**
 * A loaded policy: the model and all that is read from the same file or folder.
 *
 * @param name the model's, for people
 * @param version {@code model@} and the first twelve digits of the checksum
 * @param checksum SHA-256 of the file or of the folder's files, hexadecimal
 */
public record Policy(
    String name,
    String version,
    String checksum,
    LlamaModel model,
    ChatTemplate template,
    GrammarCompiler grammars)
    implements AutoCloseable {

  private static final Pattern FORMAT =
      Pattern.compile("[.-](?:i?q[0-9][a-z0-9_]*|b?f(?:16|32))$", Pattern.CASE_INSENSITIVE);

  /**
   * Loads a policy.
   *
   * @param contextTokens longest prompt and action together
   * @param threads that decode
   * @param processor that it decodes on
   * @param precision of its matrices
   * @throws ModelFileException if the file cannot be used
   */
  public static Policy load(
      Path path, int contextTokens, int threads, Processor processor, Precision precision) {
    try (ModelFile file = ModelFiles.open(path)) {
      LlamaShape shape = LlamaShape.of(file);
      Tokenizer tokenizer = Tokenizer.of(file.metadata());
      ChatTemplate template = ChatTemplate.of(file.metadata(), tokenizer);
      GrammarCompiler grammars = grammars(path, tokenizer, template);
      String checksum = file.sha256();
      LlamaModel model = LlamaModel.load(file, shape, contextTokens, threads, processor, precision);
      String name = name(path);
      return new Policy(
          name,
          name.toLowerCase(Locale.ROOT) + "@" + checksum.substring(0, 12),
          checksum,
          model,
          template,
          grammars);
    }
  }

  /** The same on the {@linkplain Processor#best() best} processor, in 32 bits. */
  public static Policy load(Path path, int contextTokens, int threads) {
    return load(path, contextTokens, threads, Processor.best(), Precision.F32);
  }

  /** The base model as a version. */
  public PolicyVersion base() {
    return new PolicyVersion(version, Optional.empty());
  }

  /** The name without what it says of the format: {@code SmolLM2-135M-Instruct}. */
  static String name(Path path) {
    return plain(String.valueOf(path.toAbsolutePath().normalize().getFileName()));
  }

  /**
   * Whether another's name for a model may mean this one. Names of a hub are compared by their last
   * part; a path of another machine, as PEFT writes it for local files, says nothing and may.
   */
  boolean mayBe(String model) {
    boolean isPath = model.matches("(?s)[./~\\\\].*|.*[:\\\\].*|.*/.*/.*");
    return model.isEmpty() || isPath || plain(model.replaceFirst(".*/", "")).equalsIgnoreCase(name);
  }

  private static String plain(String last) {
    String stem = last.replaceFirst("(?i)\\.gguf$", "");
    return FORMAT.matcher(stem).replaceFirst("").replaceAll("[^A-Za-z0-9._-]", "-");
  }

  private static GrammarCompiler grammars(Path path, Tokenizer tokenizer, ChatTemplate template) {
    try {
      return new GrammarCompiler(tokenizer, template.endOfTurn());
    } catch (IllegalArgumentException e) {
      throw ModelFileException.unsupported(
          path, "tokenizer.ggml.tokens", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
