// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.stack;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.routerr1.cli.console.Console;
import org.routerr1.cli.console.RouterCommand;
import org.routerr1.core.catalogue.Catalogue;
import org.routerr1.core.catalogue.CatalogueReader;
import org.routerr1.infra.stack.LocalModel;
import org.routerr1.infra.stack.Ports;
import org.routerr1.infra.stack.StackPaths;
import org.routerr1.infra.stack.fetch.Fetcher;
import org.routerr1.infra.stack.fetch.Group;
import org.routerr1.infra.stack.fetch.LockFile;
import org.routerr1.infra.stack.fetch.Python;
import org.routerr1.infra.stack.fetch.Venv;
import org.routerr1.infra.stack.run.Blueprint;
import org.routerr1.infra.stack.run.Part;
import org.routerr1.infra.stack.run.PartState;
import org.routerr1.infra.stack.run.PartStatus;
import org.routerr1.infra.stack.run.Stack;
import org.routerr1.infra.stack.run.StackConfig;
import org.routerr1.infra.stack.run.Startup;

/**
 * The local stack of a command's options. Everything is checked when this is made; nothing is
 * fetched or started before {@link #up}.
 */
public final class LocalStack {

  private final RouterCommand root;
  private final Console console;
  private final StackPaths paths;
  private final Stack stack;
  private final Settings settings;
  private final Catalogue catalogue;

  private LocalStack(
      RouterCommand root, StackPaths paths, Stack stack, Settings settings, Catalogue catalogue) {
    this.root = root;
    this.console = root.console();
    this.paths = paths;
    this.stack = stack;
    this.settings = settings;
    this.catalogue = catalogue;
  }

  /** Where this command's things lie. */
  public static StackPaths paths(RouterCommand root) {
    return StackPaths.of(root.home(), root.dataDir(), root.environment());
  }

  /** The processes alone, for commands that start nothing. */
  public static Stack processes(RouterCommand root) {
    return new Stack(paths(root), root.console(), Clock.systemUTC());
  }

  /** Checks arguments, catalogue and what the environment names. */
  public static LocalStack checked(RouterCommand root) throws IOException, InterruptedException {
    StackPaths paths = paths(root);
    Stack stack = processes(root);
    boolean running =
        stack.status().stream().anyMatch(part -> part.health() != PartStatus.Health.DEAD);
    Settings settings =
        Settings.choose(
            root.portBase(),
            root.catalogue(),
            Settings.remembered(paths.data()),
            running,
            root.home());
    Map<String, String> models = StackConfig.modelVariables(settings.ports(), root.environment());
    Catalogue catalogue =
        new CatalogueReader(name -> models.getOrDefault(name, root.environment().get(name)))
            .read(settings.catalogue());
    Demands.candidates(root.environment(), catalogue);
    LocalStack local = new LocalStack(root, paths, stack, settings, catalogue);
    Demands.check(local.config());
    return local;
  }

  public Catalogue catalogue() {
    return catalogue;
  }

  public Ports ports() {
    return settings.ports();
  }

  public URI gateway() {
    return URI.create("http://127.0.0.1:" + settings.ports().of(Ports.GATEWAY));
  }

  /** Temporal's web page, where it is ours. */
  public Optional<URI> temporalUi() {
    return config().ownTemporal()
        ? Optional.of(URI.create("http://127.0.0.1:" + settings.ports().of(Ports.TEMPORAL_UI)))
        : Optional.empty();
  }

  /** Fetches what is missing and starts what does not run. */
  public Started up() throws IOException, InterruptedException {
    List<String> groups = groups();
    Optional<Fetcher> fetcher = fetcher(groups);
    stack.demandPortsOfAbsent(parts());
    long bytes = fetcher.isPresent() ? fetcher.get().fetch(groups) : 0;
    Startup startup = stack.up(parts());
    settings.remember(paths.data());
    return new Started(startup, bytes);
  }

  /**
   * What {@link #up} did.
   *
   * @param fetchedBytes 0: everything was there
   */
  public record Started(Startup startup, long fetchedBytes) {}

  /** Starts a part again that has died; the others recover by themselves. */
  public void restart(String name) throws IOException, InterruptedException {
    for (Part part : parts()) {
      if (part.name().equals(name)) {
        stack.restart(part);
      }
    }
  }

  /** What is written down of a part. */
  public Optional<PartState> part(String name) throws IOException {
    return stack.state(name);
  }

  public List<PartStatus> status() throws IOException, InterruptedException {
    return stack.status();
  }

  /** Names of the groups that this stack is made of. */
  private List<String> groups() {
    List<String> groups = new ArrayList<>();
    StackConfig config = config();
    if (config.ownTemporal()) {
      groups.add(Group.TEMPORAL);
    }
    if (config.ownPolicy()) {
      groups.add(Group.ALLOCATOR);
      if (config.fetchedPolicyModel()) {
        groups.add(Group.SMOLLM2);
      }
    }
    if (!config.models().isEmpty()) {
      groups.add(Group.LOCAL_LLM);
      config.models().forEach(model -> groups.add(model.id()));
    }
    return groups.stream().distinct().toList();
  }

  /** Fetches what is missing; returns the bytes that were downloaded. */
  public long fetch() throws InterruptedException {
    List<String> groups = groups();
    Optional<Fetcher> fetcher = fetcher(groups);
    return fetcher.isPresent() ? fetcher.get().fetch(groups) : 0;
  }

  private Optional<Fetcher> fetcher(List<String> groups) throws InterruptedException {
    return groups.isEmpty() ? Optional.empty() : Optional.of(fetcher(root, paths));
  }

  /** Fetches into this command's cache and virtual environment. */
  public static Fetcher fetcher(RouterCommand root, StackPaths paths) throws InterruptedException {
    Venv venv = new Venv(paths.python(), Python.find(root.environment()));
    return new Fetcher(LockFile.standard(), paths.cache(), venv, root.console());
  }

  private List<Part> parts() throws IOException {
    return new Blueprint(config()).parts();
  }

  private StackConfig config() {
    return new StackConfig(
        paths,
        settings.ports(),
        settings.catalogue(),
        catalogue.version(),
        models(),
        Path.of(System.getProperty("java.home"), "bin", "java"),
        root.environment());
  }

  /** Local models that the catalogue sends questions to. */
  private List<LocalModel> models() {
    return LocalModel.ALL.stream()
        .filter(model -> names(model.endpoint(settings.ports())))
        .toList();
  }

  private boolean names(@Nullable String endpoint) {
    return catalogue.candidates().stream().anyMatch(c -> c.endpoint().equals(endpoint));
  }
}
