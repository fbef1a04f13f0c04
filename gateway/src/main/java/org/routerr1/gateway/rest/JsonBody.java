// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import org.routerr1.gateway.mapping.Problem;
import org.routerr1.gateway.mapping.ProblemException;

/**
 * Reads a request's body: at most so many bytes, one JSON value, no key twice. Read here and not by
 * the framework, so that a body that is too long or broken is answered in OpenAI's form.
 */
final class JsonBody {

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build()
          .reader();

  /** Read and thrown away of a body that is too long; the framework cuts off longer ones. */
  private static final long DRAINED_BYTES = 256L << 20;

  private JsonBody() {}

  /** The value, or a {@link ProblemException}. */
  static JsonNode read(InputStream body, int maxBytes) {
    byte[] bytes;
    try {
      bytes = body.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        // A client that is still sending would see a broken connection instead of our answer.
        body.skip(DRAINED_BYTES);
      }
    } catch (IOException e) {
      throw Problem.invalid("invalid_json", "the request body broke off", null).exception();
    }
    if (bytes.length > maxBytes) {
      String message = "the request body is longer than %d bytes".formatted(maxBytes);
      throw Problem.ofRequest(413, "request_too_large", message, null).exception();
    }
    return parse(bytes);
  }

  private static JsonNode parse(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (JsonParseException e) {
      // Its own message may quote the body, which is not ours to repeat in logs.
      throw broken(
          "the request body is not valid JSON (line %d, column %d)"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    } catch (JsonProcessingException e) {
      throw broken("the request body is not one JSON value with every key once");
    } catch (IOException e) {
      throw broken("the request body is not UTF-8");
    }
  }

  private static ProblemException broken(String message) {
    return Problem.invalid("invalid_json", message, null).exception();
  }
}
