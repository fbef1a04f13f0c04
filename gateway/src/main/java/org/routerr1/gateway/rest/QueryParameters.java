// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Set;
import org.routerr1.gateway.mapping.Problem;
import org.routerr1.gateway.mapping.ProblemException;

/** A URL's parameters, read strictly: unknown or repeated ones are refused. */
final class QueryParameters {

  private final MultivaluedMap<String, String> given;

  QueryParameters(MultivaluedMap<String, String> given, String... known) {
    this.given = given;
    Set<String> names = Set.of(known);
    given.forEach((name, values) -> {
      if (!names.contains(name) || values.size() != 1) {
        String message =
            "parameter '%s' is unknown or given twice; known are %s"
                .formatted(name, String.join(", ", List.of(known)));
        throw invalid(name, message);
      }
    });
  }

  String text(String name, String otherwise) {
    String value = given.getFirst(name);
    if (value != null && value.indexOf('\0') >= 0) {
      throw invalid(name, "parameter '%s' holds a NUL, which no text here can".formatted(name));
    }
    return value == null ? otherwise : value;
  }

  long number(String name, long least, long most, long otherwise) {
    String value = given.getFirst(name);
    if (value == null) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of bounds.
    }
    String bounds = most == Long.MAX_VALUE ? "from %d".formatted(least) : least + " to " + most;
    throw invalid(name, "parameter '%s' must be a whole number %s".formatted(name, bounds));
  }

  private static ProblemException invalid(String name, String message) {
    return Problem.invalid("invalid_value", message, name).exception();
  }
}
