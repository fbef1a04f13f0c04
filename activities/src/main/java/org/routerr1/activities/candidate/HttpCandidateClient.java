// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.candidate;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.routerr1.activities.text.Texts;
import org.routerr1.core.catalogue.Candidate;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.core.money.Usage;

/**
 * Asks candidates that speak OpenAI's HTTP API, at temperature 0. The time limit covers the whole
 * exchange up to the last byte; redirects are not followed.
 */
public final class HttpCandidateClient implements CandidateClient, AutoCloseable {

  private static final int MOST_REPLY_BYTES = 4 << 20;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final Clock clock;
  private final KeyReference keys;
  private final HttpClient http;

  /**
   * @param environment where {@code env:} references are looked up
   */
  public HttpCandidateClient(Clock clock, Map<String, String> environment) {
    this.clock = clock;
    this.keys = new KeyReference(environment);
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  @Override
  public CandidateOutcome ask(CandidateRequest request, Cancellation cancellation) {
    HttpRequest httpRequest;
    try {
      httpRequest = build(request);
    } catch (KeyReference.MissingKeyException e) {
      return CandidateOutcome.Failed.of(FailureCode.UNAUTHORISED, String.valueOf(e.getMessage()));
    }
    if (cancellation.isCancelled()) {
      return CandidateOutcome.Failed.of(FailureCode.CANCELLED, "the query was cancelled");
    }
    CompletableFuture<HttpResponse<byte[]>> exchange =
        http.sendAsync(httpRequest, info -> new BoundedBody(MOST_REPLY_BYTES));
    cancellation.onCancel(() -> exchange.cancel(true));
    try {
      return outcome(request, exchange.get(request.timeoutMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      exchange.cancel(true);
      return CandidateOutcome.Failed.of(
          FailureCode.TIMEOUT, "no complete reply within " + request.timeoutMillis() + " ms");
    } catch (CancellationException e) {
      return CandidateOutcome.Failed.of(FailureCode.CANCELLED, "the query was cancelled");
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      throw new CancellationException("the worker is stopping");
    } catch (ExecutionException e) {
      return failed(request, e.getCause() == null ? e : e.getCause(), cancellation);
    }
  }

  private HttpRequest build(CandidateRequest request) throws KeyReference.MissingKeyException {
    Candidate candidate = request.candidate();
    URI uri =
        URI.create(
            candidate.endpoint().replaceAll("/+$", "")
                + CompletionsApi.path(candidate.promptForm().kind()));
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(uri)
            // Cleartext HTTP/2 would begin with an upgrade that small servers misunderstand.
            .version(
                "https".equals(uri.getScheme())
                    ? HttpClient.Version.HTTP_2
                    : HttpClient.Version.HTTP_1_1)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .header("User-Agent", "router-r1")
            .header("Idempotency-Key", Texts.ascii(request.idempotencyKey()))
            .POST(HttpRequest.BodyPublishers.ofByteArray(CompletionsApi.body(request)));
    String keyRef = candidate.keyRef();
    if (keyRef != null) {
      builder.header("Authorization", "Bearer " + keys.read(keyRef));
    }
    return builder.build();
  }

  private CandidateOutcome outcome(CandidateRequest request, HttpResponse<byte[]> response) {
    if (response.statusCode() == 200) {
      return CompletionsApi.reply(request, response.body());
    }
    FailureCode code = CompletionsApi.failure(response.statusCode(), response.body());
    String detail = CompletionsApi.detail(response.statusCode(), response.body());
    long wait =
        response
            .headers()
            .firstValue("Retry-After")
            .map(h -> RetryAfter.millis(h, clock))
            .orElse(0L);
    return new CandidateOutcome.Failed(code, detail, wait, Usage.NONE, null);
  }

  private static CandidateOutcome failed(
      CandidateRequest request, Throwable cause, Cancellation cancellation) {
    if (cancellation.isCancelled()) {
      return CandidateOutcome.Failed.of(FailureCode.CANCELLED, "the query was cancelled");
    }
    if (cause instanceof BoundedBody.TooLargeException) {
      return CandidateOutcome.Failed.of(
          FailureCode.MALFORMED_REPLY, String.valueOf(cause.getMessage()));
    }
    String host = URI.create(request.candidate().endpoint()).getAuthority();
    if (cause instanceof ConnectException) {
      return CandidateOutcome.Failed.of(FailureCode.CONNECTION, "cannot connect to " + host);
    }
    if (cause instanceof IOException) {
      return CandidateOutcome.Failed.of(
          FailureCode.CONNECTION,
          Texts.line("the connection to " + host + " broke: " + cause.getMessage(), 200));
    }
    throw new IllegalStateException("asking " + request.candidate().id() + " failed", cause);
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }
}
