// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.candidate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.Usage;

class HttpCandidateClientTest {

  private static final String GOOD =
      """
      {"model":"m1","choices":[{"message":{"role":"assistant","content":" 42 "}}],
       "usage":{"prompt_tokens":7,"completion_tokens":3}}\
      """;

  private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
  private final HttpCandidateClient client =
      new HttpCandidateClient(clock, Map.of("GOOD_KEY", "sk-1", "BAD_KEY", "sk-1\nX: y"));
  private final CountDownLatch testEnds = new CountDownLatch(1);
  private HttpServer server;
  private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
  private final List<HttpExchange> received = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  @AfterEach
  void stop() {
    testEnds.countDown();
    client.close();
    server.stop(0);
  }

  private String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  private void serve(HttpHandler handler) {
    server.createContext(
        "/v1",
        exchange -> {
          received.add(exchange);
          bodies.add(new ObjectMapper().readTree(exchange.getRequestBody().readAllBytes()));
          handler.handle(exchange);
        });
  }

  private void serve(int status, String text, String... headers) {
    serve(exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      byte[] bytes = text.getBytes(UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    });
  }

  private CandidateOutcome ask(Candidate candidate) {
    return client.ask(
        new CandidateRequest(candidate, "What is six times seven?", "query/ü/1/1/1", 1_000),
        new Cancellation());
  }

  private CandidateOutcome.Failed fails(Candidate candidate) {
    CandidateOutcome outcome = ask(candidate);
    assertThat(outcome).isInstanceOf(CandidateOutcome.Failed.class);
    return (CandidateOutcome.Failed) outcome;
  }

  @Test
  void aChatIsAskedOnceAtTemperatureZeroUnderItsIdempotencyKey() {
    serve(200, GOOD);
    assertThat(ask(Candidates.at(endpoint())))
        .isEqualTo(new CandidateOutcome.Answered("42", "m1", new Usage(7, 3), false));
    assertThat(received.getLast().getRequestURI().getPath()).isEqualTo("/v1/chat/completions");
    assertThat(received.getLast().getRequestHeaders().getFirst("Idempotency-Key"))
        .isEqualTo("query/%C3%BC/1/1/1");
    assertThat(received.getLast().getRequestHeaders().getFirst("Authorization")).isNull();
    assertThat(bodies.getLast().path("model").asText()).isEqualTo("model-of-small");
    assertThat(bodies.getLast().path("messages").path(0).path("content").asText())
        .isEqualTo("What is six times seven?");
    assertThat(bodies.getLast().path("temperature").asDouble(-1)).isZero();
    assertThat(bodies.getLast().path("max_tokens").asInt()).isEqualTo(64);
    assertThat(bodies.getLast().path("stop").path(0).asText()).isEqualTo("\n\n");
  }

  @Test
  void aCompletionIsAskedForText() {
    serve(
        200,
        """
        {"choices":[{"text":"42"}],"usage":{"prompt_tokens":1,"completion_tokens":1}}\
        """);
    Candidate base =
        Candidates.of("base", endpoint(), null, Candidate.PromptForm.Kind.COMPLETION, 0);
    assertThat(ask(base))
        .isEqualTo(new CandidateOutcome.Answered("42", "model-of-base", new Usage(1, 1), false));
    assertThat(received.getLast().getRequestURI().getPath()).isEqualTo("/v1/completions");
    assertThat(bodies.getLast().path("prompt").asText()).isEqualTo("What is six times seven?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          429 | {"error":{"message":"slow down"}}                              | RATE_LIMITED
          500 | oops                                                           | PROVIDER_ERROR
          503 | {"error":{"message":"busy"}}                                   | PROVIDER_ERROR
          401 | {"error":{"message":"bad key sk-1"}}                           | UNAUTHORISED
          403 | {}                                                             | UNAUTHORISED
          404 | {}                                                             | REJECTED
          408 | {}                                                             | TIMEOUT
          302 | {}                                                             | REJECTED
          400 | {"error":{"message":"what is this"}}                           | REJECTED
          400 | {"error":{"code":"context_length_exceeded"}}                   | CONTEXT_EXCEEDED
          400 | {"error":{"type":"exceed_context_size_error","message":"big"}} | CONTEXT_EXCEEDED
          200 | not json                                                       | MALFORMED_REPLY
          200 | {"choices":[]}                                                 | MALFORMED_REPLY
          200 | {"choices":[{"message":{"content":[1]}}]}                      | MALFORMED_REPLY
          200 | {"choices":[{"message":{"content":" "}}]}                      | EMPTY_REPLY
          200 | {"choices":[{"message":{"content":null}}]}                     | EMPTY_REPLY
          """)
  void everyRefusalHasItsCode(int status, String text, FailureCode code) {
    serve(status, text);
    CandidateOutcome.Failed failed = fails(Candidates.at(endpoint()));
    assertThat(failed.code()).isEqualTo(code);
    assertThat(failed.detail()).isNotBlank().doesNotContain("sk-1");
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7000",
    "0.25, 250",
    "'Thu, 01 Jan 2026 00:00:30 GMT', 30000",
    "'Wed, 31 Dec 2025 00:00:00 GMT', 0",
    "-3, 0",
    "soon, 0",
    "NaN, 0",
    "1e300, 86400000"
  })
  void retryAfterIsReadAsSecondsOrDate(String header, long millis) {
    serve(429, "{}", "Retry-After", header);
    assertThat(fails(Candidates.at(endpoint())).retryAfterMillis()).isEqualTo(millis);
  }

  @Test
  void aReplyWithoutUsageIsEstimatedAndSaysSo() {
    serve(
        200,
        """
        {"choices":[{"message":{"content":"12345"}}],
         "usage":{"prompt_tokens":-1,"completion_tokens":3}}\
        """);
    assertThat(ask(Candidates.at(endpoint())))
        .isEqualTo(new CandidateOutcome.Answered("12345", "model-of-small", new Usage(6, 2), true));
  }

  @Test
  void anEmptyReplyIsBilledAllTheSame() {
    serve(
        200,
        """
        {"choices":[{"message":{"content":""}}],
         "usage":{"prompt_tokens":5,"completion_tokens":1}}\
        """);
    assertThat(fails(Candidates.at(endpoint())).usage()).isEqualTo(new Usage(5, 1));
  }

  @Test
  void textThatNoDatabaseHoldsIsReplaced() {
    serve(
        200,
        """
        {"choices":[{"message":{"content":"a\\u0000b\\ud800c\\ud83d\\ude00"}}]}\
        """);
    CandidateOutcome outcome = ask(Candidates.at(endpoint()));
    assertThat(((CandidateOutcome.Answered) outcome).reply()).isEqualTo("a\uFFFDb\uFFFDc😀");
  }

  @Test
  void aReplyThatNeverEndsIsATimeout() {
    serve(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write("{".getBytes(UTF_8));
      exchange.getResponseBody().flush();
      awaitTestEnd();
    });
    CandidateOutcome outcome =
        client.ask(
            new CandidateRequest(Candidates.at(endpoint()), "q", "k", 100), new Cancellation());
    assertThat(((CandidateOutcome.Failed) outcome).code()).isEqualTo(FailureCode.TIMEOUT);
  }

  @Test
  void aReplyWithoutEndIsCutOff() {
    serve(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] chunk = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        exchange.getResponseBody().write(chunk);
      }
    });
    CandidateOutcome outcome =
        client.ask(
            new CandidateRequest(Candidates.at(endpoint()), "q", "k", 20_000), new Cancellation());
    assertThat(((CandidateOutcome.Failed) outcome).code()).isEqualTo(FailureCode.MALFORMED_REPLY);
  }

  @Test
  void aCutConnectionAndAClosedPortAreConnectionFailures() {
    serve(exchange -> exchange.close());
    assertThat(fails(Candidates.at(endpoint())).code()).isEqualTo(FailureCode.CONNECTION);
    server.stop(0);
    CandidateOutcome.Failed refused = fails(Candidates.at(endpoint()));
    assertThat(refused.code()).isEqualTo(FailureCode.CONNECTION);
    assertThat(refused.detail()).contains("127.0.0.1");
  }

  @Test
  void cancellingEndsTheCallAtOnce() {
    Cancellation cancellation = new Cancellation();
    serve(exchange -> {
      cancellation.cancel();
      awaitTestEnd();
    });
    CandidateOutcome outcome =
        client.ask(new CandidateRequest(Candidates.at(endpoint()), "q", "k", 20_000), cancellation);
    assertThat(((CandidateOutcome.Failed) outcome).code()).isEqualTo(FailureCode.CANCELLED);
  }

  @Test
  void keysAreReadWhereTheCatalogueSays(@TempDir Path directory) throws IOException {
    serve(200, GOOD);
    ask(withKey("env:GOOD_KEY"));
    assertThat(received.getLast().getRequestHeaders().getFirst("Authorization"))
        .isEqualTo("Bearer sk-1");
    Path file = Files.writeString(directory.resolve("key"), "sk-2\n");
    ask(withKey("file:" + file));
    assertThat(received.getLast().getRequestHeaders().getFirst("Authorization"))
        .isEqualTo("Bearer sk-2");
    received.clear();
    for (String reference : new String[] {"env:ABSENT", "env:BAD_KEY", "file:/nowhere", "sk-3"}) {
      assertThat(fails(withKey(reference)).code()).isEqualTo(FailureCode.UNAUTHORISED);
    }
    assertThat(received).isEmpty();
  }

  private Candidate withKey(String reference) {
    return Candidates.of("small", endpoint(), reference, Candidate.PromptForm.Kind.CHAT, 0);
  }

  private void awaitTestEnd() {
    try {
      testEnds.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
