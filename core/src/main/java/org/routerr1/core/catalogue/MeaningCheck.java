// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.routerr1.core.money.Usd;

/**
 * Checks what a schema cannot say: names that must differ, exact amounts, addresses, keys that are
 * written out. Skips values of the wrong type, which the schema check has reported.
 */
final class MeaningCheck {

  private static final Pattern KEY_REFERENCE =
      Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*|file:\\S.*");

  private final YamlTree tree;
  private final Problems problems;
  private final Function<String, @Nullable String> environment;
  private final Set<String> schemes;
  private final Map<String, String> owners = new HashMap<>();

  MeaningCheck(
      YamlTree tree,
      Problems problems,
      Function<String, @Nullable String> environment,
      Set<String> schemes) {
    this.tree = tree;
    this.problems = problems;
    this.environment = environment;
    this.schemes = schemes;
  }

  void check() {
    price("policy.price", tree.root().path("policy").path("price"));
    JsonNode candidates = tree.root().path("candidates");
    for (int i = 0; i < candidates.size(); i++) {
      candidate("candidates[" + i + "]", candidates.path(i));
    }
  }

  private void candidate(String path, JsonNode candidate) {
    name(path + ".id", candidate.path("id"));
    JsonNode aliases = candidate.path("aliases");
    for (int i = 0; aliases.isArray() && i < aliases.size(); i++) {
      name(path + ".aliases[" + i + "]", aliases.path(i));
    }
    endpoint(path + ".endpoint", candidate.path("endpoint"));
    key(path + ".key", candidate.path("key"));
    price(path + ".price", candidate.path("price"));
    tokens(path, candidate);
    latency(path + ".latency", candidate.path("latency"));
    template(path + ".prompt.template", candidate.path("prompt").path("template"));
  }

  private void name(String path, JsonNode node) {
    if (!node.isTextual()) {
      return;
    }
    String fault = Names.fault(node.textValue());
    if (fault != null) {
      add(path, fault);
      return;
    }
    String owner = owners.putIfAbsent(node.textValue(), path);
    if (owner != null) {
      add(
          path,
          "is `%s`, which %s in line %d is called already: rename one of them"
              .formatted(node.textValue(), owner, tree.line(owner)));
    }
  }

  private void endpoint(String path, JsonNode node) {
    if (node.isTextual()) {
      try {
        address(node.textValue(), environment, schemes);
      } catch (IllegalArgumentException e) {
        add(path, String.valueOf(e.getMessage()));
      }
    }
  }

  /** The endpoint with its variables replaced and no slash at its end. */
  static String address(
      String text, Function<String, @Nullable String> environment, Set<String> schemes) {
    String expanded = Expansion.expand(text, environment);
    URI uri;
    try {
      uri = new URI(expanded);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "is not an address: write something like https://api.example.com/v1", e);
    }
    String scheme = uri.getScheme();
    boolean web = "http".equals(scheme) || "https".equals(scheme);
    if (uri.getHost() == null || !(web || (scheme != null && schemes.contains(scheme)))) {
      throw new IllegalArgumentException(
          "must be an http or https address, such as https://api.example.com/v1");
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "holds a user or password: put the key elsewhere and refer to it by `key: env:NAME`");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("must end before `?` and `#`");
    }
    String base = expanded.replaceAll("/+$", "");
    if (base.endsWith("/completions")) {
      throw new IllegalArgumentException(
          "is the base address: leave out /chat/completions and /completions");
    }
    return base;
  }

  /** Never shows the value: it may be the secret itself. */
  private void key(String path, JsonNode node) {
    if (node.isTextual() && !KEY_REFERENCE.matcher(node.textValue()).matches()) {
      add(
          path,
          "is not a reference: never write a key into this file, write env:NAME or file:PATH");
    }
  }

  private void price(String path, JsonNode price) {
    for (String side : new String[] {"input", "output"}) {
      JsonNode node = price.path(side);
      try {
        if (node.isTextual()) {
          Usd.parse(node.textValue());
        } else if (node.isNumber()) {
          Usd.exact(node.decimalValue());
        }
      } catch (IllegalArgumentException e) {
        add(path + "." + side, e.getMessage() + " (USD per million tokens)");
      }
    }
  }

  private void tokens(String path, JsonNode candidate) {
    int context = candidate.path("context_tokens").asInt(CandidateMapper.CONTEXT_TOKENS);
    int output = candidate.path("max_output_tokens").asInt(CandidateMapper.MAX_OUTPUT_TOKENS);
    if (output >= context) {
      add(
          path + ".max_output_tokens",
          "(%d) leaves no room for a question in context_tokens (%d): lower it, or raise the context"
              .formatted(output, context));
    }
  }

  private void latency(String path, JsonNode latency) {
    if (latency.path("p50_ms").asLong() > latency.path("p95_ms").asLong(Long.MAX_VALUE)) {
      add(path, "has p50_ms above p95_ms: exchange them");
    }
  }

  private void template(String path, JsonNode template) {
    if (template.isTextual() && !template.textValue().contains("{query}")) {
      add(path, "lacks {query}, where the question goes");
    }
  }

  private void add(String path, String what) {
    problems.add(tree.line(path), path, what);
  }
}
