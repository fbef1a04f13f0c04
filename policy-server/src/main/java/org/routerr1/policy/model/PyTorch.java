// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.model;

import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;

/** Starts PyTorch inside this process, offline and with a fixed number of threads. */
public final class PyTorch {

  private PyTorch() {}

  /**
   * Loads the native library on first use (it is unpacked once to {@code DJL_CACHE_DIR}).
   *
   * @param threads of one operation; fixed, so that results are the same from run to run. What the
   *     first caller in the process asks for counts
   * @param processor that the returned manager's arrays live on
   */
  public static synchronized PtNDManager start(int threads, Processor processor) {
    // Threads of one operation wait for each other asleep, not spinning: with other processes on
    // the same cores, spinning made a step of 40 ms take seconds.
    NativeEnvironment.setDefault("OMP_WAIT_POLICY", "passive");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    PtNDManager manager =
        (PtNDManager) Engine.getEngine("PyTorch").newBaseManager(processor.device());
    useOnThisThread();
    return manager;
  }

  /** Gradient mode and the optimiser of the interpreter are settings of each thread. */
  public static void useOnThisThread() {
    JniUtils.setGradMode(false);
    // Off: it would recompile the program after the first runs, which costs seconds and changes
    // the last bits of results.
    JniUtils.setGraphExecutorOptimize(false);
  }
}
