// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.stack.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.routerr1.infra.stack.Trees;

/**
 * The words before a command that make it run without root's rights, which PostgreSQL demands: none
 * for an ordinary user, a user namespace for root, and where the kernel refuses that, another user
 * who then owns the files.
 *
 * @param owner the user id that must own the files; -1: whoever makes them
 */
record Unprivileged(List<String> prefix, long owner) {

  private static final long NOBODY = 65534;

  /** Picks the way for this machine and the files that are there. */
  static Unprivileged choose(Path clusterDir) {
    try {
      if (uid(Path.of("/proc/self")) != 0) {
        return new Unprivileged(List.of(), -1);
      }
      if (Files.exists(clusterDir) && uid(clusterDir) != 0) {
        return as(uid(clusterDir));
      }
      if (succeeds(List.of("unshare", "-U", "true"))) {
        return new Unprivileged(List.of("unshare", "-U"), -1);
      }
      if (succeeds(as(NOBODY).command(List.of("true")))) {
        return as(NOBODY);
      }
    } catch (IOException e) {
      throw new PostgresException("Cannot tell who owns " + clusterDir, e);
    }
    throw new PostgresException(
        "PostgreSQL does not run as root, and this machine refuses both user namespaces"
            + " (unshare -U) and a change of user (setpriv): start as another user.",
        null);
  }

  private static Unprivileged as(long uid) {
    return new Unprivileged(
        List.of("setpriv", "--reuid=" + uid, "--regid=" + uid, "--clear-groups"), uid);
  }

  List<String> command(List<String> words) {
    List<String> all = new ArrayList<>(prefix);
    all.addAll(words);
    return all;
  }

  /** What may be wrong where the server runs as another user; empty where it does not. */
  String hint() {
    return owner < 0
        ? ""
        : " (PostgreSQL runs as user "
            + owner
            + " here, who must be able to enter the directory"
            + " and all above it.)";
  }

  /** Hands files over to the user that the server runs as. */
  void own(Path root) throws IOException {
    if (owner >= 0) {
      for (Path path : Trees.all(root)) {
        Files.setAttribute(path, "unix:uid", (int) owner);
        Files.setAttribute(path, "unix:gid", (int) owner);
      }
    }
  }

  private static long uid(Path path) throws IOException {
    return ((Integer) Files.getAttribute(path, "unix:uid")).longValue();
  }

  private static boolean succeeds(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
