// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities.policy;

import java.util.List;

/** What a policy server says that it serves: the model's name, and its versions' names. */
public record ServedPolicy(String model, List<String> versions) {}
