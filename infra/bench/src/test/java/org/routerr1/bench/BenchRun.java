// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A command of the bench that was run, and the document that it printed. */
public record BenchRun(int exit, JsonNode document) {

  /** Runs it here. */
  public static BenchRun of(Object command, String... arguments) throws IOException {
    StringWriter document = new StringWriter();
    int exit = new CommandLine(command).setOut(new PrintWriter(document, true)).execute(arguments);
    return new BenchRun(exit, new ObjectMapper().readTree(document.toString()));
  }
}
