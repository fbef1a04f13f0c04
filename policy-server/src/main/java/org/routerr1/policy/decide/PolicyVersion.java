// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.decide;

import java.util.Optional;
import org.routerr1.policy.model.Adapter;

/**
 * One version of the policy, ready to run.
 *
 * @param name what requests call it
 * @param adapter what it adds to the base model; none for the base model itself
 */
public record PolicyVersion(String name, Optional<Adapter> adapter) {}
