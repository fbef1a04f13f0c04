// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.routerr1.proto.policy.v1.ActionGrammar;
import org.routerr1.proto.policy.v1.DecideRequest;
import org.routerr1.proto.policy.v1.Decision;
import org.routerr1.proto.policy.v1.PromptPart;

/**
 * Decides without thinking: so many routes, round-robin over the legal candidates, then an answer.
 * The round is known from what the policy wrote before. A token is a byte of UTF-8, and certain.
 */
final class Script {

  static final String MODEL = "fixed-policy";
  static final String VERSION = "fixed-1";
  static final String CHANNEL = "stable";

  /** Bound of a free text in bytes where the request names none. */
  static final int MAX_TEXT = 64;

  private final int routes;

  Script(int routes) {
    if (routes < 0) {
      throw new IllegalArgumentException("routes cannot be negative: " + routes);
    }
    this.routes = routes;
  }

  /** Throws {@link IllegalArgumentException} where the request contradicts itself. */
  Decision decide(DecideRequest request) {
    ActionGrammar grammar = request.getGrammar();
    int candidates = grammar.getCandidatesCount();
    if (candidates == 0 && !grammar.getMayAnswer()) {
      throw new IllegalArgumentException("no candidates and no answer: nothing is legal");
    }
    if (candidates > 0 && grammar.getMaxRoutes() < 1) {
      throw new IllegalArgumentException("max_routes must be 1 or more where candidates are given");
    }
    int round = 0;
    for (PromptPart part : request.getPromptList()) {
      round += part.hasGenerated() ? 1 : 0;
    }
    boolean route = candidates > 0 && (round < routes || !grammar.getMayAnswer());
    // The id's own number keeps every sub-question distinct, and every repetition equal.
    String id = "%08x".formatted((int) Mix.of(request.getRequestId()));
    String text =
        "<think>"
            + bounded("Step " + (round + 1) + ".", grammar.getMaxThinkTokens())
            + "</think>"
            + (route
                ? "<search>"
                    + bounded("step " + (round + 1) + " of " + id, grammar.getMaxQueryTokens())
                    + "<to>"
                    + grammar.getCandidates(round % candidates)
                    + "</search>"
                : "<answer>"
                    + bounded("answer of " + id, grammar.getMaxAnswerTokens())
                    + "</answer>");
    return decision(request, text);
  }

  private static Decision decision(DecideRequest request, String text) {
    Prompt prompt = Prompt.of(request);
    Decision.Builder decision =
        Decision.newBuilder()
            .setRequestId(request.getRequestId())
            .setPolicyVersion(VERSION)
            .setModel(MODEL)
            .setPromptHash(prompt.hash())
            .setPromptTokens(prompt.tokens())
            .setText(text)
            .setSeed(
                request.getSampling().hasSeed()
                    ? request.getSampling().getSeed()
                    : Mix.of(request.getRequestId()));
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      decision.addTokenIds(b & 0xFF).addLogprobs(0).addFreeLogprobs(0);
    }
    return decision.build();
  }

  private static String bounded(String text, int max) {
    return text.substring(0, Math.min(text.length(), max == 0 ? MAX_TEXT : max));
  }

  /** The prompt as tokens: how many, and their hash as the contract defines it. */
  private record Prompt(int tokens, String hash) {

    static Prompt of(DecideRequest request) {
      MessageDigest digest = sha256();
      int tokens = 0;
      for (PromptPart part : request.getPromptList()) {
        int[] ids =
            switch (part.getPartCase()) {
              case MESSAGE -> bytes(part.getMessage().getContent());
              case OBSERVATION -> bytes(part.getObservation());
              case GENERATED ->
                  part.getGenerated().getIdsList().stream().mapToInt(Integer::intValue).toArray();
              case PART_NOT_SET ->
                  throw new IllegalArgumentException("an empty part in the prompt");
            };
        ByteBuffer wire = ByteBuffer.allocate(4 * ids.length).order(ByteOrder.LITTLE_ENDIAN);
        wire.asIntBuffer().put(ids);
        digest.update(wire);
        tokens += ids.length;
      }
      return new Prompt(tokens, HexFormat.of().formatHex(digest.digest()));
    }

    private static int[] bytes(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      int[] ids = new int[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        ids[i] = bytes[i] & 0xFF;
      }
      return ids;
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }
}
