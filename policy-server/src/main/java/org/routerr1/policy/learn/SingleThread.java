// SPDX-License-Identifier: Apache-2.0
package org.routerr1.policy.learn;

import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Makes PyTorch's operations on one thread run on that thread alone, while other threads keep what
 * they have: the learner's threads run passes side by side, and a pool of XNNPACK that waits
 * spinning beside other busy processes made steps twenty times slower.
 */
final class SingleThread {

  /** {@code caffe2::_NoPThreadPoolGuard::set_enabled(bool)}, a setting of the calling thread. */
  private static final String NO_POOL = "_ZN6caffe219_NoPThreadPoolGuard11set_enabledEb";

  private static final String OPENMP = "omp_set_num_threads";
  private static final String MKL = "MKL_Set_Num_Threads_Local";

  private SingleThread() {}

  /** From now on, for the calling thread. Where a library lacks a switch, it stays as it is. */
  static void onThisThread() {
    // The first question makes PyTorch set up this thread; later it would undo what is set here.
    JniUtils.getNumThreads();
    call("libtorch_cpu.so", NO_POOL, FunctionDescriptor.ofVoid(ValueLayout.JAVA_BOOLEAN), true);
    call("libgomp", OPENMP, FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT), 1);
    call(
        "libtorch_cpu.so",
        MKL,
        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT),
        1);
  }

  private static void call(String library, String name, FunctionDescriptor type, Object argument) {
    Optional<MethodHandle> function =
        loaded(library)
            .flatMap(path -> SymbolLookup.libraryLookup(path, Arena.global()).find(name))
            .map(address -> Linker.nativeLinker().downcallHandle(address, type));
    if (function.isPresent()) {
      try {
        function.get().invokeWithArguments(argument);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("cannot call " + name, e);
      }
    }
  }

  /** Where a library of this process was loaded from. */
  private static Optional<Path> loaded(String name) {
    Path maps = Path.of("/proc/self/maps");
    if (!Files.isReadable(maps)) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(maps).stream()
          .filter(line -> line.contains("/" + name))
          .map(line -> Path.of(line.substring(line.indexOf('/'))))
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
