# SPDX-License-Identifier: Apache-2.0
"""llama.cpp's own server over a GGUF file, without a front of ours.

usage: llama_peer.py MODEL.gguf THREADS SLOTS CONTEXT; prints "listening on URL" and serves until its input ends.
"""

import sys

import xllamacpp


def main():
    model, threads, slots, context = sys.argv[1], *map(int, sys.argv[2:])
    params = xllamacpp.CommonParams()
    params.model.path = model
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_parallel = slots
    params.n_ctx = context * slots
    params.n_gpu_layers = 0
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.verbosity = 0
    server = xllamacpp.Server(params)
    print("listening on", server.listening_address, flush=True)
    sys.stdin.read()
    del server


main()
