// SPDX-License-Identifier: Apache-2.0
package org.routerr1.core.prompt;

/**
 * The messages with which a query begins; the model's own chat template is applied by the policy
 * server.
 *
 * @param template name and version of the wording, for records of what a policy was trained on
 * @param system empty: no system message
 */
public record Prompt(String template, String system, String user) {}
