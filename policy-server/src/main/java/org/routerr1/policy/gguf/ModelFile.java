// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.gguf;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A model's weights and what describes them. Whatever the format, tensors and metadata go by GGUF's
 * names. Tensors are views of mapped files and must not be read after {@link #close()}.
 */
public interface ModelFile extends AutoCloseable {

  /** Where it lies. */
  Path path();

  Metadata metadata();

  /** The names of all tensors that count; what stands under no name of GGUF keeps its own. */
  Set<String> names();

  /** A tensor, if there. */
  Optional<Tensor> find(String name);

  /** A tensor that must be there. */
  Tensor tensor(String name);

  /**
   * Whether rows of query and key matrices are in the order that rotates the halves of a head
   * against each other; else neighbours.
   */
  boolean rotatesHalves();

  /** SHA-256 of all that is read, hexadecimal. */
  String sha256();

  @Override
  void close();
}
