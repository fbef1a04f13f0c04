// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.mapping;

import org.jspecify.annotations.Nullable;

/** OpenAI's form of an error: {@code {"error": {"message", "type", "param", "code"}}}. */
public record ErrorDocument(Body error) {

  static ErrorDocument of(Problem problem) {
    return new ErrorDocument(
        new Body(problem.message(), problem.type(), problem.param(), problem.code()));
  }

  /** The fields that OpenAI's clients read. */
  public record Body(String message, String type, @Nullable String param, String code) {}
}
