// SPDX-License-Identifier: Apache-2.0
package org.routerr1.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.routerr1.infra.stack.Json;
import org.routerr1.infra.stack.Progress;

/**
 * What the user sees. With {@code --json} the standard output carries one document and everything
 * else goes to standard error; without it the standard output is for people. What models and users
 * wrote never acts on the terminal: all goes through {@link Printable}.
 */
public final class Console implements Progress {

  private static final long PLAIN_INTERVAL_NANOS = 5_000_000_000L;

  private final PrintStream out;
  private final PrintStream err;
  private final boolean json;
  private final boolean terminal;
  private boolean passing;
  private long lastPlain;
  private volatile String underWay = "";
  private volatile boolean stackEnds;
  private boolean ended;

  /**
   * @param terminal whether standard error can overwrite its last line
   */
  public Console(PrintStream out, PrintStream err, boolean json, boolean terminal) {
    this.out = out;
    this.err = err;
    this.json = json;
    this.terminal = terminal;
    this.lastPlain = System.nanoTime() - PLAIN_INTERVAL_NANOS;
  }

  public boolean json() {
    return json;
  }

  /** A result for people; nothing with {@code --json}. */
  public synchronized void print(String line) {
    if (!json) {
      clear();
      out.println(Printable.of(line));
      out.flush();
    }
  }

  /** The result for programs; nothing without {@code --json}. */
  public synchronized void document(Object document) {
    if (json && !ended) {
      ended = true;
      clear();
      try {
        // JSON's own escapes leave some characters; all of them stand in strings.
        out.println(Printable.of(Json.MAPPER.writeValueAsString(document)));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("not a document: " + document, e);
      }
      out.flush();
    }
  }

  /** What the user must know if the command is interrupted from now on. */
  public void underWay(String sentence) {
    underWay = sentence;
  }

  /**
   * The same of a run.
   *
   * @param run what is under way, as people say it
   * @param next what they can do with it
   */
  public void underWay(String run, String next) {
    underWay(
        run
            + (stackEnds ? " waits for the next ./router up: " : " goes on with the worker: ")
            + next);
  }

  /** An interruption ends the stack as well, since this command started it. */
  public void stackEnds() {
    stackEnds = true;
  }

  /** Tells that the command was interrupted. */
  public void interrupted() {
    failure(ExitCode.INTERRUPTED, underWay.isEmpty() ? "interrupted" : "interrupted; " + underWay);
  }

  /**
   * Why the command failed: on standard error, and as the document where one is expected. Only the
   * first counts: what breaks while an interrupted command is cleaned up is no news.
   */
  public synchronized void failure(ExitCode code, String sentence) {
    if (ended) {
      return;
    }
    say("router: " + sentence);
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code.code());
    error.put("message", sentence);
    document(Map.of("error", error));
    ended = true;
  }

  @Override
  public synchronized void say(String line) {
    clear();
    err.println(Printable.of(line));
    err.flush();
  }

  @Override
  public synchronized void now(String line) {
    if (terminal) {
      err.print("\r\u001b[K" + Printable.of(line));
      err.flush();
      passing = true;
    } else if (System.nanoTime() - lastPlain >= PLAIN_INTERVAL_NANOS) {
      lastPlain = System.nanoTime();
      err.println(Printable.of(line));
      err.flush();
    }
  }

  private void clear() {
    if (passing) {
      err.print("\r\u001b[K");
      err.flush();
      passing = false;
    }
  }
}
