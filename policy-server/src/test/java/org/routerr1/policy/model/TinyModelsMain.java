// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.routerr1.infra.doubles.model.TinyModel;

/** Writes the tiny models for the scripts that make goldens of them. Argument: a folder. */
final class TinyModelsMain {

  private TinyModelsMain() {}

  public static void main(String... args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (TinyModel.Kind kind : TinyModel.Kind.values()) {
      TinyModel.in(folder, kind);
    }
  }
}
