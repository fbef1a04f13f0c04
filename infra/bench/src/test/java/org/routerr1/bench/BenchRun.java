// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** A command of the bench that was run, and the document that it printed. */
public record BenchRun(int exit, JsonNode document) {

  /** Runs it here. */
  public static BenchRun of(Object command, String... arguments) throws IOException {
    PrintStream stdout = System.out;
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    System.setOut(new PrintStream(document, true, StandardCharsets.UTF_8));
    int exit;
    try {
      exit = new CommandLine(command).execute(arguments);
    } finally {
      System.setOut(stdout);
    }
    return new BenchRun(exit, new ObjectMapper().readTree(document.toByteArray()));
  }
}
