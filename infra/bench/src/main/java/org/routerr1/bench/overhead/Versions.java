// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.overhead;

import dev.dbos.transact.DBOS;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.Version;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.routerr1.infra.stack.postgres.RunningPostgres;

/** Versions of what takes part. */
final class Versions {

  private Versions() {}

  static Map<String, String> of(RunningPostgres postgres, String temporalAddress) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("postgres", postgres(postgres));
    versions.put("dbos", DBOS.version());
    versions.put("temporal_sdk", Version.LIBRARY_VERSION);
    versions.put("temporal_server", temporal(temporalAddress));
    return versions;
  }

  private static String temporal(String address) {
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
    try {
      return stubs
          .blockingStub()
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
          .getServerVersion();
    } finally {
      stubs.shutdownNow();
    }
  }

  private static String postgres(RunningPostgres running) {
    try (Connection connection = running.connect()) {
      return connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      throw new IllegalStateException("the database does not tell its version", e);
    }
  }
}
