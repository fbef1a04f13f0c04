// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.infra.stack.fetch.Group;
import org.routerr1.infra.stack.fetch.LockFile;

class BlueprintTest {

  @TempDir Path environment;

  /** A loader that is told of a library that is not there says so on every start. */
  @Test
  void theAllocatorIsTakenOnceAllOfItIsThere() throws IOException {
    assertThat(LockFile.standard().group(Group.ALLOCATOR).file()).isNull();
    Path lib = Files.createDirectories(environment.resolve("lib"));
    Path first = Files.createFile(lib.resolve("libtbbmalloc.so.2"));
    assertThat(Blueprint.allocator(environment)).isEmpty();
    Path second = Files.createFile(lib.resolve("libtbbmalloc_proxy.so.2"));
    assertThat(Blueprint.allocator(environment)).contains(first + ":" + second);
  }
}
