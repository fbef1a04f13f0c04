// SPDX-License-Identifier: Apache-2.0
package org.routerr1.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WorkerSettingsTest {

  @Test
  void whatIsMissingIsNamedAsAVariable() {
    assertThatThrownBy(WorkerSettings::load)
        .isInstanceOf(BadSettingException.class)
        .hasMessageMatching("ROUTER_[A-Z_]+ is not set: .*contracts.*");
  }

  @Test
  void aForeignSentenceIsLeftAlone() {
    assertThat(WorkerSettings.sentence("something else")).isEqualTo("something else");
  }
}
