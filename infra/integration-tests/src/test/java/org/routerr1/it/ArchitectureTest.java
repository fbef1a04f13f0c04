// SPDX-License-Identifier: Apache-2.0
package org.routerr1.it;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.routerr1.it.Rooms.ACTIVITIES;
import static org.routerr1.it.Rooms.CLI;
import static org.routerr1.it.Rooms.CORE;
import static org.routerr1.it.Rooms.DOUBLES;
import static org.routerr1.it.Rooms.GATEWAY;
import static org.routerr1.it.Rooms.LEDGER;
import static org.routerr1.it.Rooms.LOCAL_STACK;
import static org.routerr1.it.Rooms.POLICY_SERVER;
import static org.routerr1.it.Rooms.PROTO;
import static org.routerr1.it.Rooms.WORKER;
import static org.routerr1.it.Rooms.WORKFLOWS;
import static org.routerr1.it.Rooms.WORLDS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The house's rules: who may know whom. docs/architecture.md says why. */
class ArchitectureTest {

  private static final String[] TEMPORAL = {"io.temporal.."};
  private static final String[] QUARKUS = {"io.quarkus..", "jakarta..", "io.smallrye.."};
  private static final String[] GRPC = {"io.grpc..", "com.google.protobuf.."};
  private static final String[] DJL = {"ai.djl.."};
  private static final String[] JDBC = {"java.sql..", "javax.sql..", "org.postgresql.."};

  /** What a room may know of the others; itself always. A room that is not named knows all. */
  private static final Map<Rooms, Set<Rooms>> KNOWS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(PROTO, EnumSet.noneOf(Rooms.class)),
              Map.entry(CORE, EnumSet.noneOf(Rooms.class)),
              Map.entry(WORLDS, EnumSet.of(CORE)),
              Map.entry(LEDGER, EnumSet.of(CORE)),
              Map.entry(ACTIVITIES, EnumSet.of(CORE, PROTO, WORLDS, LEDGER)),
              Map.entry(WORKFLOWS, EnumSet.of(CORE, WORLDS, ACTIVITIES, LEDGER)),
              Map.entry(POLICY_SERVER, EnumSet.of(CORE, PROTO)),
              Map.entry(WORKER, EnumSet.of(CORE, PROTO, WORLDS, LEDGER, ACTIVITIES, WORKFLOWS)),
              Map.entry(GATEWAY, EnumSet.of(CORE, PROTO, WORLDS, LEDGER, ACTIVITIES, WORKFLOWS)),
              Map.entry(DOUBLES, EnumSet.of(CORE, PROTO)),
              Map.entry(LOCAL_STACK, EnumSet.noneOf(Rooms.class))));

  /** Processes and tools, which nothing may build on. */
  private static final Set<Rooms> TOPMOST = EnumSet.of(POLICY_SERVER, WORKER, GATEWAY, CLI);

  private static void knowsNothingOf(Rooms room, String[]... foreign) {
    noClasses()
        .that()
        .resideInAPackage(room.packages())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(Arrays.stream(foreign).flatMap(Arrays::stream).toArray(String[]::new))
        .allowEmptyShould(true)
        .check(Rooms.ALL);
  }

  @Test
  void theMethodIsPlainJava() {
    knowsNothingOf(CORE, TEMPORAL, QUARKUS, GRPC, DJL, JDBC);
  }

  @Test
  void theBooksKnowOnlyTheirDatabase() {
    knowsNothingOf(LEDGER, TEMPORAL, QUARKUS, GRPC, DJL);
  }

  @Test
  void anyTemporalWorkerCanEmbedThePlugin() {
    knowsNothingOf(ACTIVITIES, QUARKUS, DJL);
    knowsNothingOf(WORKFLOWS, QUARKUS, DJL);
  }

  @Test
  void thePolicyServerKnowsNothingOfTemporalAndBooks() {
    knowsNothingOf(POLICY_SERVER, TEMPORAL, JDBC);
  }

  @ParameterizedTest
  @EnumSource(Rooms.class)
  void dependenciesPointOneWay(Rooms room) {
    List<Rooms> strangers = new ArrayList<>(Arrays.asList(Rooms.values()));
    strangers.remove(room);
    Set<Rooms> known = KNOWS.get(room);
    strangers.removeIf(other -> known == null ? !TOPMOST.contains(other) : known.contains(other));
    noClasses()
        .that()
        .resideInAPackage(room.packages())
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(strangers.stream().map(Rooms::packages).toArray(String[]::new)))
        .allowEmptyShould(true)
        .check(Rooms.ALL);
  }

  /** What the compiler of Protocol Buffers writes is its own affair. */
  @ParameterizedTest
  @EnumSource(value = Rooms.class, mode = EnumSource.Mode.EXCLUDE, names = "PROTO")
  void noPackagesOfARoomNeedEachOther(Rooms room) {
    slices()
        .assignedFrom(packagesOf(room))
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(Rooms.ALL);
  }

  private static SliceAssignment packagesOf(Rooms room) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return room.holds(type)
            ? SliceIdentifier.of(type.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages of " + room;
      }
    };
  }

  @Test
  void onlyCommandsAndMainsWriteToStandardStreams() {
    DescribedPredicate<JavaClass> speaks =
        DescribedPredicate.describe(
            "speak to a person",
            type ->
                CLI.holds(type)
                    || Rooms.BENCH.holds(type)
                    // Each is a process that tells its port to whoever started it.
                    || DOUBLES.holds(type)
                    || type.getSimpleName().endsWith("Main")
                    || type.tryGetMethod("main", String[].class).isPresent());
    noClasses()
        .that(resideInAPackage("org.routerr1..").and(DescribedPredicate.not(speaks)))
        .should(ACCESS_STANDARD_STREAMS)
        .allowEmptyShould(true)
        .check(Rooms.ALL);
  }

  @Test
  void theRulesSeeTheClassesThatTheySpeakOf() {
    // A rule over nothing holds; each of these would be noticed if it went away.
    assertThat(Rooms.ALL.contain("org.routerr1.core.catalogue.Catalogue")).isTrue();
    assertThat(Rooms.ALL.contain("org.routerr1.workflows.QueryWorkflowImpl")).isTrue();
    assertThat(Rooms.ALL.contain("org.routerr1.gateway.GatewayMain")).isTrue();
  }
}
