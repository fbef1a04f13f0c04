// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * A migration read from a file beside this class. Flyway's own search of the class path depends on
 * how the host application packs its jars; a named resource is found in all of them.
 */
record SqlMigration(int number, String description, String sql) implements JavaMigration {

  static SqlMigration of(int number, String description) {
    String file = "V" + number + "__" + description + ".sql";
    try (InputStream in = SqlMigration.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("missing from the jar: " + file);
      }
      String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new SqlMigration(number, description, sql);
    } catch (IOException e) {
      throw new IllegalStateException("unreadable in the jar: " + file, e);
    }
  }

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion(Integer.toString(number));
  }

  @Override
  public String getDescription() {
    return description;
  }

  @Override
  public Integer getChecksum() {
    CRC32 crc = new CRC32();
    crc.update(sql.getBytes(StandardCharsets.UTF_8));
    return (int) crc.getValue();
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    try (Statement statement = context.getConnection().createStatement()) {
      statement.execute(sql);
    }
  }
}
