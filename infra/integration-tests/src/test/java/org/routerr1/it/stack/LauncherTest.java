// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the launcher says before it builds anything. */
class LauncherTest {

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"stauts, status", "dmeo, demo", "lgos, logs", "DEMO, demo", "audt, audit"})
  void anUnknownCommandIsRefusedWithTheNearestOne(String word, String nearest) throws Exception {
    Shell.Result result = new Shell(dir).launcher("--json", word);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.document().path("error").path("message").asText())
        .contains('"' + word + '"')
        .contains("did you mean \"" + nearest + '"');
  }

  @Test
  void aWordThatIsNearNothingGetsNoSuggestion() throws Exception {
    Shell.Result result = new Shell(dir).launcher("--data-dir", "/nowhere", "frobnicate");

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("\"frobnicate\"").doesNotContain("did you mean");
  }

  @Test
  void withoutACommandItTellsThemAll() throws Exception {
    assertThat(new Shell(dir).launcher().code()).isEqualTo(2);

    Shell.Result help = new Shell(dir).launcher("--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).contains("demo", "ask", "doctor", "audit");
  }

  /** A machine with the usual small tools, but without JDK, Maven and Python. */
  private Shell bareMachine() throws Exception {
    Path bin = Files.createDirectories(dir.resolve("bin"));
    for (String tool :
        "bash awk sed cut tr id uname df grep find sort dirname readlink cat env flock setsid unshare true"
            .split(" ")) {
      for (String place : new String[] {"/usr/bin/", "/bin/"}) {
        if (Files.exists(Path.of(place + tool)) && !Files.exists(bin.resolve(tool))) {
          Files.createSymbolicLink(bin.resolve(tool), Path.of(place + tool));
        }
      }
    }
    return new Shell(dir)
        .with("PATH", bin.toString())
        .with("HOME", dir.toString())
        .with("JAVA_HOME", "")
        .with("MAVEN_HOME", "")
        .with("ROUTER_PYTHON", "")
        .with("ROUTER_JVM_DIR", dir.resolve("none").toString());
  }

  @Test
  void theDoctorNeedsNoneOfWhatItLooksFor() throws Exception {
    Shell.Result result =
        bareMachine().launcher("doctor", "--json", "--data-dir", dir.resolve("data").toString());

    assertThat(result.code()).isEqualTo(3);
    JsonNode document = result.document();
    assertThat(document.path("ok").asBoolean(true)).isFalse();
    assertThat(state(document, "jdk")).isEqualTo("missing");
    assertThat(state(document, "maven")).isEqualTo("missing");
    assertThat(state(document, "python")).isEqualTo("missing");
    assertThat(state(document, "flock")).isEqualTo("ok");
    for (JsonNode need : document.path("needs")) {
      if (need.path("state").asText().equals("missing")) {
        assertThat(need.path("remedy").asText()).as(need.toString()).isNotBlank();
      }
    }
  }

  @Test
  void aMissingJdkIsToldWithTheRemedy() throws Exception {
    Shell.Result result = bareMachine().launcher("demo");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).contains("no JDK 25").contains("JAVA_HOME");
  }

  @Test
  void aJdkThatIsTooOldIsNamed() throws Exception {
    Path old = Files.createDirectories(dir.resolve("none/jdk-17/bin"));
    Files.createFile(
        old.resolve("javac"),
        java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
            java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(old.resolveSibling("release"), "JAVA_VERSION=\"17.0.15\"\n");

    Shell.Result result = bareMachine().launcher("up", "--json");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.document().path("error").path("message").asText()).contains("17 in ");
  }

  private static String state(JsonNode document, String name) {
    for (JsonNode need : document.path("needs")) {
      if (need.path("need").asText().equals(name)) {
        return need.path("state").asText();
      }
    }
    return "absent";
  }
}
