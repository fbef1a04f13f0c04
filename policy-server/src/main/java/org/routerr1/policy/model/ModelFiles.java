// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.nio.file.Files;
import java.nio.file.Path;
import org.routerr1.policy.gguf.GgufFile;
import org.routerr1.policy.gguf.ModelFile;
import org.routerr1.policy.gguf.ModelFileException;
import org.routerr1.policy.huggingface.HuggingFaceFolder;

/** Opens models of either format. */
public final class ModelFiles {

  private ModelFiles() {}

  /**
   * Opens a GGUF file or a folder from Hugging Face.
   *
   * @throws ModelFileException if it is missing, damaged or of an unknown kind
   */
  public static ModelFile open(Path path) {
    return Files.isDirectory(path) ? HuggingFaceFolder.open(path) : GgufFile.open(path);
  }
}
