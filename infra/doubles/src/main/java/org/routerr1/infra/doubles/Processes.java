// SPDX-License-Identifier: Apache-2.0
package org.routerr1.infra.doubles;

import java.util.concurrent.CountDownLatch;

/** What the doubles' mains have in common. */
final class Processes {

  private static final int BAD_INPUT = 2;

  private Processes() {}

  /** Tells the port on stdout and stays until the process is told to end. */
  static void announce(int port, Runnable atEnd) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(atEnd, "end"));
    System.out.println("listening on " + port);
    System.out.flush();
    new CountDownLatch(1).await();
  }

  static int refuse(Exception e) {
    System.err.println(e.getMessage());
    return BAD_INPUT;
  }
}
