// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

/** The running gateway with neither Temporal nor books in reach: every refusal has its form. */
@QuarkusTest
class HttpErrorsTest {

  private static final String ASK =
      """
      {"model": "router-r1", "messages": [{"role": "user", "content": "Why?"}]}\
      """;

  private static RequestSpecification json(String body) {
    return given().contentType("application/json").body(body);
  }

  @Test
  void anUnknownPathIs404() {
    given().get("/v1/nothing").then().statusCode(404).body("error.code", equalTo("unknown_path"));
    given().get("/").then().statusCode(404).body("error.code", equalTo("unknown_path"));
  }

  @Test
  void anotherMethodIs405() {
    given()
        .delete("/v1/chat/completions")
        .then()
        .statusCode(405)
        .body("error.code", equalTo("method_not_allowed"));
  }

  @Test
  void anotherContentTypeIs415() {
    given()
        .contentType("text/plain")
        .body(ASK)
        .post("/v1/chat/completions")
        .then()
        .statusCode(415)
        .body("error.code", equalTo("unsupported_media_type"))
        .body("error.type", equalTo("invalid_request_error"));
  }

  @Test
  void aReplyThatIsNotJsonCannotBeHad() {
    json(ASK)
        .accept("text/html")
        .post("/v1/chat/completions")
        .then()
        .statusCode(406)
        .body("error.code", equalTo("not_acceptable"));
  }

  @Test
  void aBodyOverTheLimitIs413() {
    json(ASK + " ".repeat(30_000))
        .post("/v1/chat/completions")
        .then()
        .statusCode(413)
        .body("error.code", equalTo("request_too_large"));
  }

  @Test
  void whatIsWrongWithARequestIsSaid() {
    json("{\"model\": \"router-r1\", \"messages\": [], \"stream\": true}")
        .post("/v1/chat/completions")
        .then()
        .statusCode(400)
        .header("x-should-retry", equalTo("false"))
        .body("error.message", containsString("stream"))
        .body("error.type", equalTo("invalid_request_error"))
        .body("error.param", equalTo("stream"))
        .body("error.code", equalTo("unsupported_parameter"));
    json("{").post("/v1/chat/completions").then().statusCode(400).body("error.param", nullValue());
  }

  @Test
  void aKeyThatCannotBeAnIdIsRefused() {
    json(ASK)
        .header("Idempotency-Key", "a/b")
        .post("/v1/chat/completions")
        .then()
        .statusCode(400)
        .body("error.param", equalTo("Idempotency-Key"));
  }

  @Test
  void theModelsAreListed() {
    given().get("/v1/models").then().statusCode(200).body("data", hasSize(1));
    given()
        .get("/v1/models/router-r1")
        .then()
        .statusCode(200)
        .body("owned_by", equalTo("router-r1"));
    given()
        .get("/v1/models/gpt-4o")
        .then()
        .statusCode(404)
        .body("error.code", equalTo("model_not_found"));
  }

  @Test
  void aParameterThatIsUnknownOrOutOfBoundsIsNamed() {
    given().get("/v1/audit?from=0").then().statusCode(400).body("error.param", equalTo("from"));
    given().get("/v1/audit?start=1").then().statusCode(400).body("error.param", equalTo("start"));
  }

  @Test
  void whenTheBooksAreAwayTheClientIsToldWhenToComeAgain() {
    json(ASK)
        .post("/v1/chat/completions")
        .then()
        .statusCode(503)
        .header("Retry-After", notNullValue())
        .header("x-should-retry", equalTo("true"))
        .header("x-router-query-id", notNullValue())
        .body("error.code", equalTo("books_unavailable"));
  }

  @Test
  void itIsAliveButNotReady() {
    given().get("/q/health/live").then().statusCode(200);
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(503)
        .body("checks.size()", greaterThan(2))
        .body("checks.find { it.name == 'temporal' }.status", equalTo("DOWN"))
        .body("checks.find { it.name == 'books' }.status", equalTo("DOWN"))
        .body("checks.find { it.name == 'policy (informational)' }.status", equalTo("UP"));
  }

  @Test
  void metricsAreThere() {
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("router_gateway_starts_free"));
  }
}
