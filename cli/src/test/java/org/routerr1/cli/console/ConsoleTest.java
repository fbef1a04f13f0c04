// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.routerr1.infra.stack.Json;

class ConsoleTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Console console(boolean json, boolean terminal) {
    return new Console(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        json,
        terminal);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void withJsonOnlyTheDocumentIsOnStandardOutput() throws Exception {
    Console console = console(true, false);
    console.say("working");
    console.print("for people");
    console.document(Map.of("answer", 42));

    assertThat(Json.MAPPER.readTree(out.toByteArray()).path("answer").asInt()).isEqualTo(42);
    assertThat(err()).isEqualTo("working\n");
  }

  @Test
  void withoutJsonThereIsNoDocument() {
    Console console = console(false, false);
    console.print("for people");
    console.document(Map.of("answer", 42));

    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("for people\n");
  }

  @Test
  void whatOthersWroteDoesNotActOnTheTerminal() throws Exception {
    String title = "\u001b]0;owned\u0007\u009b2J";
    Console people = console(false, true);
    people.print(title);
    people.say(title);
    people.now(title);
    Console programs = console(true, true);
    programs.document(Map.of("answer", title));

    String shown = "\\u001b]0;owned\\u0007\\u009b2J";
    String written = out.toString(StandardCharsets.UTF_8);
    assertThat(written).startsWith(shown + "\n");
    assertThat(err()).isEqualTo(shown + "\n\r\u001b[K" + shown);
    String document = written.substring(shown.length() + 1);
    assertThat(document).containsIgnoringCase(shown).doesNotContain("\u001b", "\u009b");
    assertThat(Json.MAPPER.readTree(document).path("answer").asText()).isEqualTo(title);
  }

  @Test
  void onATerminalPassingLinesOverwriteEachOther() {
    Console console = console(false, true);
    console.now("1 of 2");
    console.now("2 of 2");
    console.say("done");

    assertThat(err()).isEqualTo("\r\u001b[K1 of 2\r\u001b[K2 of 2\r\u001b[Kdone\n");
  }

  @Test
  void elsewherePassingLinesAreRare() {
    Console console = console(false, false);
    for (int i = 0; i < 1000; i++) {
      console.now("line " + i);
    }

    assertThat(err()).isEqualTo("line 0\n");
  }

  @Test
  void anInterruptionSaysWhereTheQueryIs() throws Exception {
    Console console = console(true, false);
    console.underWay("query q goes on");
    console.interrupted();

    assertThat(Json.MAPPER.readTree(out.toByteArray()).path("error").path("code").asInt())
        .isEqualTo(130);
    assertThat(err()).contains("query q goes on");
  }

  @Test
  void anInterruptionSaysWhetherTheRunGoesOn() {
    Console console = console(false, false);
    console.underWay("the training", "./router train --resume r watches it");
    console.interrupted();
    assertThat(err())
        .isEqualTo(
            "router: interrupted; the training goes on with the worker: ./router train --resume r watches it\n");
  }

  @Test
  void whoStartedTheStackIsToldThatTheRunWaits() {
    Console console = console(false, false);
    console.stackEnds();
    console.underWay("the training", "./router train --resume r watches it");
    console.interrupted();
    assertThat(err()).contains("the training waits for the next ./router up: ");
  }

  @Test
  void whatBreaksAfterAnInterruptionIsNotToldAndIsNoSecondDocument() throws Exception {
    Console console = console(true, false);
    console.interrupted();
    console.failure(ExitCode.MISSING, "the connection broke");
    console.document(Map.of("answer", 42));

    assertThat(Json.MAPPER.readTree(out.toByteArray()).path("error").path("code").asInt())
        .isEqualTo(130);
    assertThat(out.toString(StandardCharsets.UTF_8).split("\"error\"")).hasSize(2);
    assertThat(err()).isEqualTo("router: interrupted\n");
  }
}
