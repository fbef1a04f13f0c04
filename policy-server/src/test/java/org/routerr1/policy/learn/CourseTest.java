// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {

  @Test
  void treesOfAboutOneSizeTakeAStepTogetherInTheOrderOfTheFirstOfThem() {
    assertThat(Course.groups(new int[] {500, 90, 510, 100, 80}, 2))
        .isEqualTo(List.of(List.of(0, 2), List.of(1, 3), List.of(4)));
    assertThat(Course.groups(new int[] {7, 7, 7, 7}, 2))
        .isEqualTo(List.of(List.of(0, 1), List.of(2, 3)));
  }

  @Test
  void allTreesMayBeOneStepAndNoTreesAreNone() {
    assertThat(Course.groups(new int[] {3, 1, 2}, 3)).isEqualTo(List.of(List.of(0, 1, 2)));
    assertThat(Course.groups(new int[0], 1)).isEmpty();
  }
}
