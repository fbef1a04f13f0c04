// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import io.temporal.workflow.WorkflowInterface;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Workflow code is replayed, so it may ask nothing that can answer otherwise the second time: no
 * clock, thread, random source or I/O. Looked at is everything of ours that a workflow's
 * implementation reaches.
 */
class WorkflowCodeTest {

  private static final List<String> PACKAGES =
      List.of("java.io.", "java.nio.", "java.net.", "java.sql.", "javax.sql.", "java.util.random.");

  private static final Set<String> TYPES =
      Set.of(
          "java.lang.Thread",
          "java.lang.Process",
          "java.lang.ProcessBuilder",
          "java.time.Clock",
          "java.time.InstantSource",
          "java.util.Timer",
          "java.security.SecureRandom",
          "java.util.concurrent.ThreadLocalRandom",
          "java.util.concurrent.Executors",
          "java.util.concurrent.ExecutorService",
          "java.util.concurrent.Executor",
          "java.util.concurrent.ForkJoinPool",
          "java.util.concurrent.CompletableFuture",
          "java.util.concurrent.CountDownLatch",
          "java.util.concurrent.Semaphore",
          "java.util.concurrent.locks.ReentrantLock");

  private static final Set<String> METHODS =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getenv",
          "java.lang.System.getProperty",
          "java.lang.Math.random",
          // Workflow.newRandom gives one that is replayed; nobody makes one.
          "java.util.Random.<init>",
          "java.util.UUID.randomUUID",
          "java.time.Instant.now",
          "java.time.LocalDate.now",
          "java.time.LocalDateTime.now",
          "java.time.ZonedDateTime.now",
          "java.time.OffsetDateTime.now",
          "java.lang.Object.wait",
          "java.lang.Object.notifyAll");

  @Test
  void asksNothingThatCouldAnswerOtherwiseTheSecondTime() {
    Set<JavaClass> code = workflowCode();
    assertThat(code)
        .extracting(JavaClass::getName)
        .contains("org.routerr1.workflows.QueryWorkflowImpl", "org.routerr1.workflows.QueryInput");
    assertThat(code.stream().flatMap(type -> type.getAccessesFromSelf().stream()))
        .filteredOn(WorkflowCodeTest::isForbidden)
        .extracting(JavaAccess::getDescription)
        .isEmpty();
  }

  private static boolean isForbidden(JavaAccess<?> access) {
    AccessTarget target = access.getTarget();
    String owner = target.getOwner().getName();
    boolean serialisation = owner.equals("java.io.Serializable");
    return !serialisation
        && (PACKAGES.stream().anyMatch(owner::startsWith)
            || TYPES.contains(owner)
            || METHODS.contains(owner + "." + target.getName()));
  }

  /** The implementations of all workflow interfaces, and what of ours they reach. */
  private static Set<JavaClass> workflowCode() {
    Deque<JavaClass> next = new ArrayDeque<>();
    Rooms.ALL.stream()
        .filter(Rooms.WORKFLOWS::holds)
        .filter(type -> !type.isInterface())
        .filter(WorkflowCodeTest::implementsAWorkflow)
        .forEach(next::add);
    Set<JavaClass> reached = new LinkedHashSet<>();
    while (!next.isEmpty()) {
      JavaClass type = next.pop();
      if (reached.add(type)) {
        type.getDirectDependenciesFromSelf().stream()
            .map(Dependency::getTargetClass)
            .filter(target -> target.getPackageName().startsWith("org.routerr1."))
            .forEach(next::add);
      }
    }
    return reached;
  }

  private static boolean implementsAWorkflow(JavaClass type) {
    return type.getAllRawInterfaces().stream()
        .anyMatch(i -> i.isAnnotatedWith(WorkflowInterface.class));
  }
}
