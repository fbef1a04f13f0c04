// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.routerr1.infra.stack.LocalModel;
import org.routerr1.infra.stack.Ports;
import org.routerr1.infra.stack.StackPaths;
import org.routerr1.infra.stack.fetch.Group;
import org.routerr1.infra.stack.fetch.LockFile;
import org.routerr1.infra.stack.postgres.PostgresConfig;
import org.routerr1.infra.stack.process.ProcessSpec;
import org.routerr1.infra.stack.temporal.TemporalSettings;

/**
 * The parts that a configuration asks for. Databases, Temporal and the models start side by side;
 * worker and gateway follow what they need.
 */
public final class Blueprint {

  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static final List<String> CLIENT_FILES =
      List.of(
          "ROUTER_POLICY_TRUST", "ROUTER_POLICY_CLIENT_CERTIFICATE", "ROUTER_POLICY_CLIENT_KEY");
  private static final List<String> SERVER_FILES =
      List.of(
          "ROUTER_POLICY_TLS_CERTIFICATE",
          "ROUTER_POLICY_TLS_KEY",
          "ROUTER_POLICY_TLS_CLIENT_TRUST");

  /** Of the environment's own libraries, in the order in which they are loaded. */
  private static final List<String> ALLOCATOR =
      List.of("libtbbmalloc.so.2", "libtbbmalloc_proxy.so.2");

  private final StackConfig config;
  private final StackPaths paths;
  private final Ports ports;

  public Blueprint(StackConfig config) {
    this.config = config;
    this.paths = config.paths();
    this.ports = config.ports();
  }

  /** All of them; those that need others come later. */
  public List<Part> parts() throws IOException {
    List<Part> parts = new ArrayList<>();
    if (config.ownPostgres()) {
      parts.add(new PostgresPart(postgres()));
    }
    if (config.ownTemporal()) {
      parts.add(temporalPart());
    }
    if (config.ownPolicy()) {
      parts.add(policyPart());
    }
    for (LocalModel model : config.models()) {
      parts.add(modelPart(model));
    }
    List<String> before = parts.stream().map(Part::name).toList();
    Map<String, String> worker = processEnvironment();
    worker.put("ROUTER_WORKER_DATA", paths.data().toString());
    parts.add(appPart(Ports.WORKER, ports.of(Ports.WORKER), before, 768, worker));
    parts.add(appPart(Ports.GATEWAY, ports.of(Ports.GATEWAY), before, 384, processEnvironment()));
    return parts;
  }

  /** What worker and gateway are told. */
  Map<String, String> processEnvironment() {
    Map<String, String> env = new TreeMap<>(config.modelVariables());
    env.put("ROUTER_CATALOGUE", config.catalogue().toString());
    if (config.ownPostgres()) {
      PostgresConfig postgres = postgres();
      env.put("ROUTER_DB_URL", postgres.jdbcUrl());
      env.put("ROUTER_DB_USER", postgres.user());
      env.put("ROUTER_DB_PASSWORD_FILE", postgres.passwordFile().toString());
    }
    if (config.ownPolicy()) {
      env.put("ROUTER_POLICY_ADDRESS", "127.0.0.1:" + ports.of(Ports.POLICY));
      // The stack's own server speaks clear text on the loopback, whatever the user's speaks.
      CLIENT_FILES.forEach(name -> env.put(name, ""));
    }
    if (config.ownTemporal()) {
      env.put("TEMPORAL_ADDRESS", temporal().address());
      env.put("TEMPORAL_NAMESPACE", "default");
      // A user's profile is meant for another server.
      env.put(
          "TEMPORAL_CONFIG_FILE",
          paths.home().resolve("infra/launcher/temporal-local.toml").toString());
    }
    return env;
  }

  TemporalSettings temporal() {
    return new TemporalSettings(
        paths.cache().resolve(LockFile.standard().group(Group.TEMPORAL).madeFile().path()),
        paths.temporal(),
        ports.of(Ports.TEMPORAL),
        ports.of(Ports.TEMPORAL_UI),
        paths.log(Ports.TEMPORAL));
  }

  private PostgresConfig postgres() {
    return new PostgresConfig(
        paths.cache().resolve("postgres"),
        paths.postgres(),
        ports.of(Ports.POSTGRES),
        paths.log(Ports.POSTGRES));
  }

  private Part temporalPart() {
    TemporalSettings settings = temporal();
    return new ProcessPart(
        settings.spec(),
        List.of(),
        Map.of("grpc", settings.port(), "ui", settings.uiPort()),
        settings.ui() + "/api/v1/namespaces/default",
        "",
        PATIENCE);
  }

  private Part modelPart(LocalModel model) {
    int port = ports.of(model.id());
    ProcessSpec spec =
        new ProcessSpec(
            model.id(),
            List.of(
                paths.python().resolve("bin/python").toString(),
                paths.home().resolve("infra/local-llm/serve.py").toString(),
                "--model",
                paths
                    .cache()
                    .resolve(LockFile.standard().group(model.id()).madeFile().path())
                    .toString(),
                "--alias",
                model.id(),
                "--port",
                Integer.toString(port)),
            Map.of("PYTHONDONTWRITEBYTECODE", "1"),
            paths.data(),
            paths.log(model.id()));
    return new ProcessPart(
        spec,
        List.of(),
        Map.of("http", port),
        "http://127.0.0.1:" + port + "/health",
        "",
        PATIENCE);
  }

  private Part policyPart() throws IOException {
    Map<String, String> env = new TreeMap<>();
    env.put("ROUTER_POLICY_MODEL", config.policyModel().toString());
    Path adapters = paths.data().resolve("adapters");
    ShippedAdapters.install(
        paths.home().resolve("adapters"), adapters, config.fetchedPolicyModel());
    env.put("ROUTER_POLICY_ADAPTERS", adapters.toString());
    SERVER_FILES.forEach(name -> env.put(name, ""));
    env.put("QUARKUS_GRPC_SERVER_HOST", "127.0.0.1");
    env.put("QUARKUS_GRPC_SERVER_PORT", Integer.toString(ports.of(Ports.POLICY)));
    env.put("DJL_CACHE_DIR", paths.cache().resolve("djl").toString());
    env.put("OPT_OUT_TRACKING", "true");
    env.put("MALLOC_ARENA_MAX", "2"); // by default glibc keeps a pool for each of many threads
    allocator(paths.python()).ifPresent(libraries -> env.put("LD_PRELOAD", libraries));
    ProcessPart app = appPart(Ports.POLICY, ports.of(Ports.POLICY_HTTP), List.of(), 1024, env);
    return new ProcessPart(
        app.spec(),
        app.needs(),
        Map.of("grpc", ports.of(Ports.POLICY), "http", ports.of(Ports.POLICY_HTTP)),
        app.health(),
        app.salt(),
        app.patience());
  }

  /**
   * Large tensors come and go by the thousand in a training: glibc's allocator searches its free
   * chunks for a fifth of the time. Where this one is not fetched, glibc's it is.
   */
  static Optional<String> allocator(Path environment) {
    List<Path> libraries =
        ALLOCATOR.stream().map(name -> environment.resolve("lib").resolve(name)).toList();
    return libraries.stream().allMatch(Files::isRegularFile)
        ? Optional.of(libraries.stream().map(Path::toString).collect(Collectors.joining(":")))
        : Optional.empty();
  }

  private ProcessPart appPart(
      String name, int port, List<String> needs, int heapMegabytes, Map<String, String> environment)
      throws IOException {
    Map<String, String> env = new TreeMap<>(environment);
    env.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    env.put("QUARKUS_HTTP_PORT", Integer.toString(port));
    ProcessSpec spec =
        new ProcessSpec(
            name,
            List.of(
                config.java().toString(),
                "-XX:+UseSerialGC",
                "-Xmx" + heapMegabytes + "m",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-jar",
                paths.app(name).toString()),
            env,
            paths.data(),
            paths.log(name));
    return new ProcessPart(
        spec,
        needs,
        Map.of("http", port),
        "http://127.0.0.1:" + port + "/q/health/ready",
        AppBuild.stamp(paths.app(name)) + config.salt(),
        PATIENCE);
  }
}
