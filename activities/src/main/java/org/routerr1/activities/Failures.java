// SPDX-License-Identifier: Apache-2.0
package org.routerr1.activities;

import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.routerr1.activities.CatalogueSource.UnknownCatalogueException;
import org.routerr1.activities.policy.PolicyException;
import org.routerr1.activities.text.Texts;
import org.routerr1.core.catalogue.CatalogueException;
import org.routerr1.core.failure.FailureCode;
import org.routerr1.ledger.BooksUnavailableException;

/**
 * Names what a step could not do to Temporal: the failure's type is the code's wire name, and only
 * what can succeed later is tried again.
 */
final class Failures {

  private Failures() {}

  static ApplicationFailure of(FailureCode code, String message) {
    return ApplicationFailure.newBuilder()
        .setMessage(message)
        .setType(code.wire())
        .setNonRetryable(!code.retryable())
        // What is tried again is expected; outages have a log of their own.
        .setCategory(
            code.retryable()
                ? ApplicationErrorCategory.BENIGN
                : ApplicationErrorCategory.UNSPECIFIED)
        .build();
  }

  /** The exception as Temporal is told it; what is not ours to name stays as it is. */
  static RuntimeException named(RuntimeException e) {
    return switch (e) {
      case BooksUnavailableException books -> of(FailureCode.BOOKS_UNAVAILABLE, message(books));
      case PolicyException policy -> of(policy.code(), message(policy));
      case UnknownCatalogueException unknown -> of(FailureCode.REJECTED, message(unknown));
      case LegalMoves.UnknownNameException unknown ->
          of(FailureCode.UNKNOWN_CANDIDATE, message(unknown));
      case CatalogueException bad -> of(FailureCode.REJECTED, message(bad));
      // The books say so of what they can never hold.
      case IllegalArgumentException bad -> of(FailureCode.REJECTED, message(bad));
      default -> e;
    };
  }

  /** The future's value, or its own exception. */
  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static String message(Throwable e) {
    return Texts.line(String.valueOf(e.getMessage()), 500);
  }
}
