// SPDX-License-Identifier: Apache-2.0
package org.routerr1.workflows;

import io.temporal.common.SimplePlugin;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.routerr1.activities.CallQueue;
import org.routerr1.activities.policy.ServedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Embeds the router in any Temporal worker by one line:
 *
 * <pre>{@code
 * WorkflowClientOptions.newBuilder().setPlugins(RouterPlugin.builder()
 *     .dataSource(dataSource).catalogue(path).policy("127.0.0.1:9000").build())
 * }</pre>
 *
 * <p>The worker that is then made for the router's task queue answers queries; other workers of the
 * same client are left alone. It may be given to a client, to a worker factory, or to both. What it
 * opens (books, channel, connections) it closes when the last factory that it serves has been shut
 * down, or by {@link #close}.
 */
public final class RouterPlugin extends SimplePlugin implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RouterPlugin.class);

  private final String taskQueue;
  private final RouterParts parts;
  private final CallQueues callQueues;
  private final boolean wantsSearchAttributes;
  private final KeepAlive keepAlive = new KeepAlive();
  private final ShortTraces shortTraces = new ShortTraces();
  private final Set<Worker> initialised =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private final Set<WorkerFactory> served =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  RouterPlugin(String taskQueue, RouterParts parts, boolean wantsSearchAttributes) {
    super("org.routerr1.router");
    this.taskQueue = taskQueue;
    this.parts = parts;
    this.wantsSearchAttributes = wantsSearchAttributes;
    this.callQueues = new CallQueues(taskQueue, this);
  }

  public static RouterPluginBuilder builder() {
    return new RouterPluginBuilder();
  }

  /** The queue that this plugin serves. */
  public String taskQueue() {
    return taskQueue;
  }

  /**
   * Says whether the books can be read, opening them if need be.
   *
   * @throws org.routerr1.ledger.BooksUnavailableException if they cannot
   */
  public void checkBooks() {
    parts.checkBooks();
  }

  /**
   * What the policy server serves.
   *
   * @throws org.routerr1.activities.policy.PolicyException if it does not say within two seconds
   */
  public ServedPolicy describePolicy() {
    return parts.describePolicy();
  }

  @Override
  public void configureWorkerFactory(WorkerFactoryOptions.Builder builder) {
    RouterWorkers.complete(builder);
    WorkerInterceptor[] given = builder.build().getWorkerInterceptors();
    List<WorkerInterceptor> all = new ArrayList<>(given == null ? List.of() : List.of(given));
    for (WorkerInterceptor ours : List.of(keepAlive, shortTraces)) {
      if (!all.contains(ours)) {
        all.add(ours);
      }
    }
    builder.setWorkerInterceptors(all.toArray(WorkerInterceptor[]::new));
  }

  @Override
  public void configureWorker(String queue, WorkerOptions.Builder builder) {
    if (queue.equals(taskQueue)) {
      RouterWorkers.complete(builder);
    }
  }

  @Override
  public void initializeWorker(String queue, Worker worker) {
    boolean queries = queue.equals(taskQueue);
    if (!queries && !CallQueue.is(taskQueue, queue)) {
      return;
    }
    if (!initialised.add(worker)) {
      return;
    }
    if (queries) {
      worker.registerWorkflowImplementationTypes(QueryWorkflowImpl.class);
    }
    worker.registerActivitiesImplementations(parts.activities());
    if (queries) {
      parts.extend(worker);
    }
  }

  @Override
  public void startWorkerFactory(WorkerFactory factory, Consumer<WorkerFactory> next) {
    if (factory.tryGetWorker(taskQueue) == null || !served.add(factory)) {
      next.accept(factory);
      return;
    }
    parts.warmUp();
    if (wantsSearchAttributes) {
      SearchAttributes.register(
          factory.getWorkflowClient().getWorkflowServiceStubs(),
          factory.getWorkflowClient().getOptions().getNamespace());
    }
    callQueues.serve(factory.getWorkflowClient(), parts.catalogues().current());
    parts.onReload(catalogue -> callQueues.serve(factory.getWorkflowClient(), catalogue));
    next.accept(factory);
    LOG.info("answering queries on the task queue {}", taskQueue);
  }

  @Override
  public void shutdownWorkerFactory(WorkerFactory factory, Consumer<WorkerFactory> next) {
    next.accept(factory);
    if (served.remove(factory) && served.isEmpty()) {
      // Steps under way still need what we would close.
      Thread.ofVirtual().name("router-closing").start(() -> closeAfter(factory));
    }
  }

  private void closeAfter(WorkerFactory factory) {
    factory.awaitTermination(1, TimeUnit.MINUTES);
    if (served.isEmpty()) {
      close();
    }
  }

  /** Closes what the plugin opened; steps under way fail and are done by another worker. */
  @Override
  public void close() {
    callQueues.close();
    keepAlive.close();
    parts.close();
  }
}
