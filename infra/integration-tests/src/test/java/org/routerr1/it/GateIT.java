// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.routerr1.activities.promotion.PromotionDocument;
import org.routerr1.activities.promotion.PromotionSpec;
import org.routerr1.activities.training.TrainingSpec;
import org.routerr1.core.audit.AuditChain;
import org.routerr1.core.audit.Head;
import org.routerr1.core.audit.Verification.Verified;
import org.routerr1.ledger.BooksReader.AuditRow;
import org.routerr1.ledger.postgres.Books;
import org.routerr1.workflows.QueryInput;
import org.routerr1.workflows.RouterClient;
import org.routerr1.workflows.training.PromotionWorkflow;
import org.routerr1.workflows.training.TrainingInput;
import org.routerr1.workflows.training.TrainingWorkflow;

/** From two trained adapters to the decisions about them, on the real parts. */
class GateIT {

  private static final int STEPS = 4;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;
  private static LabStack stack;

  @BeforeAll
  static void up() throws Exception {
    stack = new LabStack(directory);
  }

  @AfterAll
  static void down() throws Exception {
    stack.close();
  }

  /** The same recipe, questions and seed; only the sign of the cost differs. */
  private static String train(String run, int thriftSign) {
    return stack
        .run(TrainingWorkflow.class, run)
        .train(
            TrainingInput.of(
                new TrainingSpec(
                    run, TinyTraining.steps(STEPS), 3, null, thriftSign, true, "a test")))
        .policyVersion();
  }

  private static PromotionDocument promote(String run, String version) {
    return decide(run, version, false, "", "gatekeeper");
  }

  private static PromotionDocument decide(
      String run, String version, boolean forced, String reason, String who) {
    return stack
        .run(PromotionWorkflow.class, run)
        .promote(
            new PromotionSpec(
                run,
                version,
                TinyTraining.SUITE,
                null,
                7,
                PromotionSpec.LEAST_QUESTIONS,
                PromotionSpec.MARGIN,
                forced,
                reason,
                who));
  }

  /** The version that answers a query asked now. */
  private static String askedOf(String query) {
    return new RouterClient(stack.client(), RouterClient.TASK_QUEUE, false)
        .ask(QueryInput.of(query, "Who wrote it?"))
        .policyVersion();
  }

  @Test
  void theBetterIsPromotedTheWorseRefusedAndAPersonGoesBack() throws IOException {
    String base = stack.base();
    assertThat(askedOf("before")).isEqualTo(base);
    String saver = train("saver", 1);
    String waster = train("waster", -1);
    assertThat(saver).isNotEqualTo(waster);

    PromotionDocument promoted = promote("first", saver);
    assertThat(promoted.promoted()).as(promoted.reason()).isTrue();
    assertThat(promoted.reason()).contains("n = 100", "the lower bound is above -0.020");
    assertThat(Path.of(String.valueOf(promoted.evaluation()))).isRegularFile();
    assertThat(stack.stable()).isEqualTo(saver);
    assertThat(askedOf("after-promotion")).isEqualTo(saver);

    PromotionDocument refused = promote("second", waster);
    assertThat(refused.promoted()).as(refused.reason()).isFalse();
    assertThat(refused.reason())
        .contains(waster + " − " + saver + " = -", "the lower bound is not above -0.020");
    assertThat(stack.stable()).isEqualTo(saver);

    PromotionDocument back =
        decide("back", promoted.stable(), true, "rollback from " + saver, "operator");
    assertThat(back.promoted()).isTrue();
    assertThat(stack.stable()).isEqualTo(base);
    assertThat(askedOf("after-rollback")).isEqualTo(base);

    List<JsonNode> told = decisionsOfTheAuditChain();
    assertThat(told)
        .extracting(d -> d.path("outcome").asText() + " " + d.path("version").asText())
        .containsExactly("promoted " + saver, "refused " + waster, "promoted " + base);
    assertThat(told)
        .extracting(d -> d.path("who").asText())
        .containsExactly("gatekeeper", "gatekeeper", "operator");
    assertThat(told)
        .extracting(d -> d.path("reason").asText())
        .containsExactly(promoted.reason(), refused.reason(), "rollback from " + saver);
    assertThat(told).extracting(d -> Instant.parse(d.path("at").asText())).isSorted();
    assertThat(told.get(1).path("evaluation").asText()).isEqualTo(refused.evaluation());
  }

  /** What the chain holds of promotions, oldest first; the chain itself is verified. */
  private static List<JsonNode> decisionsOfTheAuditChain() throws IOException {
    try (Books books = stack.books()) {
      List<AuditRow> rows = books.reader().audit("default", 1, 1000);
      assertThat(
              AuditChain.verify(
                  Head.genesis("default"), rows.stream().map(AuditRow::stored).toList()))
          .isInstanceOf(Verified.class);
      List<JsonNode> decisions = new ArrayList<>();
      for (AuditRow row : rows) {
        JsonNode record = JSON.readTree(row.record());
        if (record.path("kind").asText().equals("promotion")) {
          JsonNode document = JSON.readTree(String.valueOf(row.reply()));
          ((com.fasterxml.jackson.databind.node.ObjectNode) document)
              .set("outcome", record.path("outcome"));
          decisions.add(document);
        }
      }
      return decisions;
    }
  }
}
