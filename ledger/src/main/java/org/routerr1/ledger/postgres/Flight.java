// SPDX-License-Identifier: Apache-2.0
package org.routerr1.ledger.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Statements that belong together. Sent by {@link #send} they travel as a pipeline and cost one
 * round trip, {@code COMMIT} included; sent by {@link #sendAsOne} they are one statement. Rows go
 * as one array a column, so the text, and with it the server's prepared plan, is the same for any
 * number of rows.
 */
final class Flight {

  private record Part(String name, String sql) {}

  private final List<Part> parts = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();

  private interface Parameter {
    void bind(PreparedStatement statement, int index) throws SQLException;
  }

  /** A column's type in the database, and how its array is made. */
  enum Type {
    TEXT("text", String[]::new),
    INT("int4", Integer[]::new),
    LONG("int8", Long[]::new),
    DOUBLE("float8", Double[]::new),
    BOOL("bool", Boolean[]::new),
    UUID_("uuid", UUID[]::new),
    BYTES("bytea", byte[][]::new);

    private final String name;
    private final IntFunction<@Nullable Object[]> array;

    Type(String name, IntFunction<@Nullable Object[]> array) {
      this.name = name;
      this.array = array;
    }
  }

  /** Adds a statement; its parameters follow by {@link #column}, in order. */
  Flight add(String sql) {
    return add("", sql);
  }

  /** Adds a statement whose rows can be spoken of by name where all are sent as one. */
  Flight add(String name, String sql) {
    parts.add(new Part(name, sql));
    return this;
  }

  <R> Flight column(Type type, List<R> rows, Function<R, ? extends @Nullable Object> value) {
    @Nullable Object[] values = type.array.apply(rows.size());
    for (int i = 0; i < values.length; i++) {
      values[i] = value.apply(rows.get(i));
    }
    parameters.add((statement, index) ->
        statement.setArray(index, statement.getConnection().createArrayOf(type.name, values)));
    return this;
  }

  /** A single value, as the driver takes it. */
  Flight value(@Nullable Object value) {
    parameters.add((statement, index) -> statement.setObject(index, value));
    return this;
  }

  /** Sends all and waits for all. The driver makes a pipeline of what stands between semicolons. */
  Landing send(Connection connection) throws SQLException {
    return send(connection, parts.stream().map(Part::sql).collect(Collectors.joining(";\n")));
  }

  /** Sends one statement: the last, with those before it as its {@code WITH}. */
  Landing sendAsOne(Connection connection) throws SQLException {
    Part last = parts.getLast();
    String with =
        parts.stream()
            .limit(parts.size() - 1L)
            .map(part -> part.name + " AS (" + part.sql + ")")
            .collect(Collectors.joining(",\n"));
    return send(connection, "WITH " + with + "\n" + last.sql);
  }

  private Landing send(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < parameters.size(); i++) {
        parameters.get(i).bind(statement, i + 1);
      }
      return new Landing(statement, statement.execute());
    } catch (SQLException | RuntimeException e) {
      statement.close();
      throw e;
    }
  }

  /** Sends all where no rows are wanted. */
  void sendOnly(Connection connection) throws SQLException {
    send(connection).close();
  }

  /** What came back. */
  static final class Landing implements AutoCloseable {
    private final PreparedStatement statement;
    private boolean isRows;
    private boolean begun;

    private Landing(PreparedStatement statement, boolean isRows) {
      this.statement = statement;
      this.isRows = isRows;
    }

    /** The rows of the next statement that gives rows. */
    ResultSet nextRows() throws SQLException {
      if (begun) {
        isRows = statement.getMoreResults();
      }
      begun = true;
      while (!isRows) {
        if (statement.getUpdateCount() == -1) {
          throw new SQLException("a statement gave no rows where rows were expected");
        }
        isRows = statement.getMoreResults();
      }
      return statement.getResultSet();
    }

    @Override
    public void close() throws SQLException {
      statement.close();
    }
  }
}
