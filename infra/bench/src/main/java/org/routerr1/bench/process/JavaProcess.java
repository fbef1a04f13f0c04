// SPDX-License-Identifier: Apache-2.0
package org.routerr1.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process of the bench: a main of this class path, or an application's jar. It is ended with
 * the bench, whatever ends that.
 */
public final class JavaProcess implements AutoCloseable {

  /** The same for ours and for the peer. */
  public static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx512m");

  private static final long PATIENCE_SECONDS = 5;

  private final String name;
  private final Path log;
  private final Process process;
  private final BufferedReader out;
  private final Writer in;
  private final Thread atExit;

  private JavaProcess(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.out = process.inputReader();
    this.in = process.outputWriter();
    this.atExit = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts a main class of the bench's own class path; what it writes to stderr goes to the log.
   */
  public static JavaProcess main(String name, Path log, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return program(name, log, command);
  }

  /** Starts any program; what it writes to stderr goes to the log. */
  public static JavaProcess program(String name, Path log, List<String> command) {
    try {
      Files.createDirectories(log.getParent());
      return new JavaProcess(
          name,
          log,
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  /** The JDK that runs the bench. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  public long pid() {
    return process.pid();
  }

  /** The next line that it prints. */
  public String readLine() {
    try {
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException(name + " ended early; its log: " + log);
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read; its log: " + log, e);
    }
  }

  /** Reads lines up to one that begins so, and returns the rest of it. */
  public String await(String beginning) {
    String line = readLine();
    while (!line.startsWith(beginning)) {
      line = readLine();
    }
    return line.substring(beginning.length());
  }

  public void writeLine(String line) {
    try {
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not listen; its log: " + log, e);
    }
  }

  @Override
  public void close() {
    try {
      process.destroy();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook does it.
    }
  }
}
