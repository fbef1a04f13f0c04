// SPDX-License-Identifier: Apache-2.0
package org.routerr1.gateway.rest;

import org.routerr1.gateway.service.Wishes;

/** What a chat completion asks for, once it is found to be well-formed. */
record ChatRequest(String question, Wishes wishes) {}
