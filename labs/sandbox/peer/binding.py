"""Fresh sandboxes by Wasmtime's own Python binding, each for one run, as this lab opens them.

    binding.py MODULE WARM-UP-MS MS RESULT

prints "ready", waits for a line, opens one sandbox after the other for so long, prints "done", and
then median times in ms as JSON: until a sandbox was open, and until its result was compared. MODULE is
an agent's text; RESULT is what it gives back for the input 0. The binding knows no pool of memory.
"""
import json
import statistics
import sys
import time
from pathlib import Path

from wasmtime import Config, Engine, Linker, Module, Store

MEMORY_BYTES = 128 << 20
FUEL = 1_000_000
INPUT_AT = 1_024
NUMBER_BYTES = 8

module, warm_up_ms, ms, result = sys.argv[1:]
config = Config()
config.consume_fuel = True
config.epoch_interruption = True
engine = Engine(config)
prepared = Linker(engine).instantiate_pre(Module(engine, Path(module).read_text()))


def run(number):
    """One run: nanoseconds until open, and until compared."""
    begun = time.perf_counter_ns()
    store = Store(engine)
    store.set_limits(memory_size=MEMORY_BYTES, instances=1, tables=1, memories=1)
    store.set_fuel(FUEL)
    store.set_epoch_deadline(1)
    instance = prepared.instantiate(store)
    opened = time.perf_counter_ns()
    exports = instance.exports(store)
    memory = exports["memory"]
    memory.write(store, number.to_bytes(NUMBER_BYTES, "little"), INPUT_AT)
    out = exports["run"](store, NUMBER_BYTES) & (1 << 63) - 1
    at = out >> 32
    came = memory.read(store, at, at + (out & 0xFFFFFFFF))
    right = came == (int(result) + number).to_bytes(NUMBER_BYTES, "little")
    done = time.perf_counter_ns()
    store.close()
    if not right:
        raise SystemExit(f"a wrong result for {number}")
    return opened - begun, done - begun


def runs(for_ms):
    until = time.perf_counter_ns() + int(for_ms) * 1_000_000
    seen = []
    while not seen or time.perf_counter_ns() < until:
        seen.append(run(len(seen)))
    return seen


runs(warm_up_ms)
print("ready", flush=True)
sys.stdin.readline()
seen = runs(ms)
print("done", flush=True)
startup, first = (statistics.median(each) / 1e6 for each in zip(*seen))
print(json.dumps({"startup": startup, "first": first, "runs": len(seen)}), flush=True)
