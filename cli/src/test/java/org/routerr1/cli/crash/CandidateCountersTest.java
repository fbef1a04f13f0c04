// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.routerr1.cli.gateway.StubGateway;

class CandidateCountersTest {

  @Test
  void countsOnlyTheCallsOfThisWorkflow() throws Exception {
    try (StubGateway one = new StubGateway();
        StubGateway other = new StubGateway()) {
      one.with(
          "/control/counters",
          """
          {"total": {"asked": 9}, "keys": {"query/a/1/1/1": {"asked": 2}, "query/ab/1/1/1": {"asked": 5}}}\
          """);
      other.with("/control/counters", "{\"keys\": {\"query/a/2/1/1\": {\"asked\": 1}}}");
      CandidateCounters counters =
          new CandidateCounters(
              List.of(one.base() + "/v1", other.base() + "/v1", one.base() + "/v1"));

      assertThat(counters.asked("query/a")).hasValue(3);
    }
  }

  @Test
  void claimsNothingWhereACandidateDoesNotCount() throws Exception {
    try (StubGateway hosted = new StubGateway()) {
      assertThat(new CandidateCounters(List.of(hosted.base() + "/v1")).asked("query/a")).isEmpty();
    }
  }
}
