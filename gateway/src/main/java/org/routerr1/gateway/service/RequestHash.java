// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Tells whether two requests under one idempotency key ask for the same: SHA-256 over the question
 * and the options that the request names. Fields without effect, white space and the order of
 * fields do not count.
 */
final class RequestHash {

  private static final ObjectMapper JSON = new ObjectMapper();

  private RequestHash() {}

  static String of(String question, Wishes wishes) {
    try {
      byte[] content =
          (JSON.writeValueAsString(question) + JSON.writeValueAsString(wishes))
              .getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (JsonProcessingException | NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot hash a request", e);
    }
  }
}
