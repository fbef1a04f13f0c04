// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.worker.Worker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.routerr1.activities.CatalogueSource;
import org.routerr1.activities.LazyBooks;
import org.routerr1.activities.QueryActivitiesImpl;
import org.routerr1.activities.candidate.HttpCandidateClient;
import org.routerr1.activities.policy.PolicyClient;
import org.routerr1.activities.policy.ServedPolicy;
import org.routerr1.core.catalogue.Catalogue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a plugin holds open: built once, closed once. */
final class RouterParts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RouterParts.class);

  private final QueryActivitiesImpl activities;
  private final RouterHands hands;
  private final List<RouterExtension> extensions;
  private final CatalogueSource catalogues;
  private final LazyBooks books;
  private final PolicyClient policy;
  private final HttpCandidateClient http;
  private final Duration reloadEvery;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("router-catalogue").factory());
  private String lastProblem = "";

  RouterParts(
      QueryActivitiesImpl activities,
      RouterHands hands,
      List<RouterExtension> extensions,
      CatalogueSource catalogues,
      LazyBooks books,
      PolicyClient policy,
      HttpCandidateClient http,
      Duration reloadEvery) {
    this.activities = activities;
    this.hands = hands;
    this.extensions = extensions;
    this.catalogues = catalogues;
    this.books = books;
    this.policy = policy;
    this.http = http;
    this.reloadEvery = reloadEvery;
  }

  QueryActivitiesImpl activities() {
    return activities;
  }

  void extend(Worker worker) {
    extensions.forEach(extension -> extension.register(worker, hands));
  }

  CatalogueSource catalogues() {
    return catalogues;
  }

  void checkBooks() {
    books.reader().head("default");
  }

  ServedPolicy describePolicy() {
    return policy.describe();
  }

  /** Opens the books beside everything else, so that the first query does not wait for it. */
  void warmUp() {
    Thread.ofVirtual()
        .name("router-books")
        .start(() -> {
          try {
            books.journal();
          } catch (RuntimeException e) {
            LOG.warn("the books are away, queries will wait for them: {}", e.getMessage());
          }
        });
  }

  /** Looks at the catalogue's file from now on, and tells of every new version. */
  void onReload(Consumer<Catalogue> listener) {
    watch.scheduleWithFixedDelay(
        () -> reload(listener),
        reloadEvery.toMillis(),
        reloadEvery.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  private void reload(Consumer<Catalogue> listener) {
    try {
      if (catalogues.reload()) {
        Catalogue catalogue = catalogues.current();
        LOG.info(
            "the catalogue is now {}, {} candidates",
            catalogue.version(),
            catalogue.candidates().size());
        listener.accept(catalogue);
      }
      lastProblem = "";
    } catch (RuntimeException e) {
      String problem = String.valueOf(e.getMessage());
      if (!problem.equals(lastProblem)) {
        LOG.warn("the catalogue stays {}: {}", catalogues.current().version(), problem);
      }
      lastProblem = problem;
    }
  }

  @Override
  public void close() {
    watch.shutdownNow();
    extensions.forEach(RouterExtension::close);
    activities.close();
    policy.close();
    http.close();
    books.close();
  }
}
