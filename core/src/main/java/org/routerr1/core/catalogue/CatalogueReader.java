// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.audit.Hashes;

/**
 * Reads a catalogue file: YAML, checked against {@code catalogue.schema.json} and for what a schema
 * cannot say. Either the whole file is good or all that is wrong with it is thrown as a {@link
 * CatalogueException}; nothing is ignored or guessed. The fields are in docs/catalogue.md.
 */
public final class CatalogueReader {

  /** Larger files are refused. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int VERSION_DIGITS = 16;

  private final Function<String, @Nullable String> environment;
  private final Set<String> schemes;

  /**
   * @param environment gives the value of a variable that an endpoint names, null if it is not set;
   *     {@code System::getenv} in a process
   */
  public CatalogueReader(Function<String, @Nullable String> environment) {
    this(environment, Set.of());
  }

  /**
   * Reads catalogues whose endpoints may have further schemes.
   *
   * @param schemes in lower case, beside http and https
   */
  public CatalogueReader(Function<String, @Nullable String> environment, Set<String> schemes) {
    this.environment = environment;
    this.schemes = Set.copyOf(schemes);
  }

  /** Reads a file; messages name it as it was given. */
  public Catalogue read(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw refused(file, "there is no such file: name another with --catalogue FILE");
    } catch (IOException e) {
      throw refused(
          file, "cannot be read (" + e.getMessage() + "): check what it is and its rights");
    }
    if (bytes.length > MAX_BYTES) {
      throw refused(file, "is larger than 1 MiB: split the candidates over several catalogues");
    }
    try {
      return parse(
          file.toString(),
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw refused(file, "is not UTF-8 text: save it as UTF-8");
    }
  }

  /**
   * Reads a text, such as the source of an earlier version.
   *
   * @param name what messages call it
   */
  public Catalogue parse(String name, String source) {
    Problems problems = new Problems(name);
    YamlTree tree = YamlTree.read(source, problems);
    if (tree.root().isMissingNode()) {
      problems.throwIfAny();
    }
    SchemaCheck.check(tree, problems);
    new MeaningCheck(tree, problems, environment, schemes).check();
    problems.throwIfAny();
    CandidateMapper mapper = new CandidateMapper(environment, schemes);
    List<Candidate> candidates = new ArrayList<>();
    for (JsonNode node : tree.root().path("candidates")) {
      candidates.add(mapper.candidate(node));
    }
    return new Catalogue(
        version(source),
        source,
        List.copyOf(candidates),
        CandidateMapper.price(tree.root().path("policy").path("price")));
  }

  /** The content hash that names a source. */
  public static String version(String source) {
    return "sha256:" + Hashes.sha256(source).substring(0, VERSION_DIGITS);
  }

  private static CatalogueException refused(Path file, String what) {
    return new CatalogueException(List.of(new Problem(file.toString(), 0, "", what)));
  }
}
