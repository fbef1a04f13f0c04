// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What queries can be searched by in Temporal: who asked, how it ended, under which policy, what it
 * cost. Never a question, an answer or a person.
 *
 * <p>A workflow that sets an attribute which is not registered never gets on, so they are used only
 * where {@link #register} has found every one of them with its type.
 */
public final class SearchAttributes {

  /** The audit chain. */
  public static final SearchAttributeKey<String> CHAIN =
      SearchAttributeKey.forKeyword("RouterChain");

  /** {@code answered}, or the reason of a forced answer in lower case. */
  public static final SearchAttributeKey<String> OUTCOME =
      SearchAttributeKey.forKeyword("RouterOutcome");

  public static final SearchAttributeKey<String> POLICY_VERSION =
      SearchAttributeKey.forKeyword("RouterPolicyVersion");

  public static final SearchAttributeKey<Long> COST_NANO_USD =
      SearchAttributeKey.forLong("RouterCostNanoUsd");

  private static final Logger LOG = LoggerFactory.getLogger(SearchAttributes.class);

  private static final Map<String, IndexedValueType> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put(CHAIN.getName(), CHAIN.getValueType());
    TYPES.put(OUTCOME.getName(), OUTCOME.getValueType());
    TYPES.put(POLICY_VERSION.getName(), POLICY_VERSION.getValueType());
    TYPES.put(COST_NANO_USD.getName(), COST_NANO_USD.getValueType());
  }

  private SearchAttributes() {}

  /**
   * Registers what is missing and says whether all of them can be used. False where the server
   * refuses (a foreign namespace, no room for another attribute) or holds one under another type:
   * the router works without them, and the log says why.
   */
  public static boolean register(WorkflowServiceStubs stubs, String namespace) {
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(stubs.getRawChannel())
                .validateAndBuildWithDefaults());
    try {
      Map<String, IndexedValueType> missing = new HashMap<>(TYPES);
      missing.keySet().removeAll(registered(operator, namespace).keySet());
      if (!missing.isEmpty()) {
        operator
            .blockingStub()
            .addSearchAttributes(
                AddSearchAttributesRequest.newBuilder()
                    .setNamespace(namespace)
                    .putAllSearchAttributes(missing)
                    .build());
      }
      // A second registration under another type is accepted and ignored: compare.
      Map<String, IndexedValueType> now = registered(operator, namespace);
      boolean usable = TYPES.entrySet().stream().allMatch(e -> e.getValue() == now.get(e.getKey()));
      if (!usable) {
        LOG.warn(
            "queries carry no search attributes: the namespace {} holds {} where {} are needed",
            namespace,
            now,
            TYPES);
      }
      return usable;
    } catch (RuntimeException e) {
      LOG.warn("queries carry no search attributes: {}", e.getMessage());
      return false;
    }
  }

  private static Map<String, IndexedValueType> registered(
      OperatorServiceStubs operator, String namespace) {
    return operator
        .blockingStub()
        .listSearchAttributes(
            ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
        .getCustomAttributesMap();
  }
}
