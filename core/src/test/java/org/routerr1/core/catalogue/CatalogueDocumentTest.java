// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The document, the schema and the defaults say the same. */
class CatalogueDocumentTest {

  private final String document = Files.readString(Path.of("../docs/catalogue.md"));

  CatalogueDocumentTest() throws IOException {}

  @Test
  void itsExampleIsACatalogue() {
    String yaml = document.substring(document.indexOf("```yaml\n") + 8);
    Catalogue catalogue =
        new CatalogueReader(name -> null)
            .parse("docs/catalogue.md", yaml.substring(0, yaml.indexOf("```")));
    assertThat(catalogue.candidates()).extracting(Candidate::id).containsExactly("small", "hosted");
  }

  @Test
  void everyFieldOfTheSchemaIsInIt() throws IOException {
    JsonNode schema =
        JsonMapper.builder()
            .build()
            .readTree(CatalogueReader.class.getResource("catalogue.schema.json"));
    JsonNode fields = schema.at("/$defs/candidate/properties");
    assertThat(fields.size()).isGreaterThan(10);
    fields.fieldNames().forEachRemaining(name -> assertThat(document).contains("`" + name));
  }

  @Test
  void itTellsTheDefaults() {
    assertThat(document)
        .contains("| " + CandidateMapper.CONTEXT_TOKENS + " |")
        .contains("| " + CandidateMapper.MAX_OUTPUT_TOKENS + " |")
        .contains("| " + CandidateMapper.TIMEOUT_MILLIS + " |")
        .contains("1 to 3 | " + CandidateMapper.ATTEMPTS + " |")
        .contains("| `" + CandidateMapper.TEMPLATE + "` |");
  }
}
