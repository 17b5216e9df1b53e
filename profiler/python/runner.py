# runner.py - measures one Python function or block of code; run by weir (profiler/python.c) in the user's interpreter.
#
# argv[1] is JSON: function ("module:name") or code, setup, args, iterations, and suite: the name of the benchmark, where
# only its times and memory are wanted. One line of JSON is written to the standard output that it was started with; what
# the measured code prints goes nowhere.
import cProfile
import gc
import importlib
import json
import os
import pstats
import sys
import threading
import time
import tracemalloc

MEMORY_CALLS = 12
SAMPLE_EVERY = 0.001
SAMPLE_FOR = 0.5
MOST_ROWS = 10
MOST_STACKS = 300
MOST_FRAMES = 60
HERE = sys._getframe().f_code.co_filename


def find(path):
    module, _, name = path.partition(":")
    value = importlib.import_module(module)
    for part in name.split("."):
        value = getattr(value, part)
    return value


def prepare(want):
    """What is measured, as a function without arguments."""
    if want.get("code") is not None:
        space = {"__name__": "__weir__"}
        exec(compile(want.get("setup") or "", "<setup>", "exec"), space)
        block = compile(want["code"], "<code>", "exec")
        return lambda: exec(block, space)
    function, args = find(want["function"]), want.get("args")
    if isinstance(args, dict):
        return lambda: function(**args)
    return lambda: function(*(args or []))


def times(call, iterations):
    wall, cpu = [], []
    for _ in range(iterations):
        cpu_before, wall_before = time.process_time(), time.perf_counter()
        call()
        wall_after, cpu_after = time.perf_counter(), time.process_time()
        wall.append(wall_after - wall_before)
        cpu.append(cpu_after - cpu_before)
    return wall, cpu


def memory(call):
    """The most that a call held, and what was held after each call: what is never given back grows."""
    held = []
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    for _ in range(MEMORY_CALLS):
        call()
        gc.collect()
        held.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    return peak, held


def functions(call):
    profile = cProfile.Profile()
    profile.enable()
    try:
        call()
    finally:
        profile.disable()
    stats = pstats.Stats(profile)
    rows = []
    for (path, line, name), (_, calls, own, whole, _) in stats.stats.items():
        if path != HERE and "_lsprof" not in name:
            rows.append({"function": name, "path": path, "line": line, "calls": calls, "self": own, "total": whole})
    rows.sort(key=lambda row: -row["self"])
    return sum(row["calls"] for row in rows), rows[:MOST_ROWS]


def named(frame):
    """The function of a frame and its module, which may not hold what parts the frames of a stack."""
    code = frame.f_code
    name = f"{frame.f_globals.get('__name__', '?')}.{getattr(code, 'co_qualname', code.co_name)}"
    return name.replace(";", ",")


def stack_of(frame):
    """What is called from here on down to the frame, "outer;inner"; "" where the main thread is in this file."""
    names = []
    while frame is not None and frame.f_code.co_filename != HERE:
        names.append(named(frame))
        frame = frame.f_back
    return ";".join(reversed(names[-MOST_FRAMES:]))


def samples(call):
    """Where the main thread stands, every millisecond: lines, and the calls that led there."""
    main, counts, stacks, done = threading.main_thread().ident, {}, {}, threading.Event()

    def sample():
        while not done.wait(SAMPLE_EVERY):
            frame = sys._current_frames().get(main)
            if frame is not None and frame.f_code.co_filename != HERE:
                place = (frame.f_code.co_filename, frame.f_lineno)
                counts[place] = counts.get(place, 0) + 1
                stack = stack_of(frame)
                stacks[stack] = stacks.get(stack, 0) + 1

    interval = sys.getswitchinterval()
    sys.setswitchinterval(SAMPLE_EVERY / 2)
    sampler = threading.Thread(target=sample, daemon=True)
    sampler.start()
    end = time.perf_counter() + SAMPLE_FOR
    try:
        while time.perf_counter() < end:
            call()
    finally:
        done.set()
        sampler.join()
        sys.setswitchinterval(interval)
    rows = [{"path": path, "line": line, "samples": n} for (path, line), n in counts.items()]
    rows.sort(key=lambda row: -row["samples"])
    kept = sorted(stacks.items(), key=lambda item: (-item[1], item[0]))[:MOST_STACKS]
    return {"samples": sum(counts.values()), "lines": rows[:MOST_ROWS],
            "stacks": [{"stack": stack, "samples": n} for stack, n in kept]}


def measure(want):
    call = prepare(want)
    call()
    wall, cpu = times(call, want["iterations"])
    peak, held = memory(call)
    calls, hot_functions = functions(call)
    return {"python": sys.version.split()[0], "wall": wall, "cpu": cpu, "peak": peak, "held": held, "calls": calls,
            "functions": hot_functions, **samples(call)}


def measure_for_pairs(want):
    call = prepare(want)
    call()
    wall, cpu = times(call, want["iterations"])
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1]
    return {"schema": "weir.harness/1", "name": want["suite"], "wall": wall, "cpu": cpu, "peak": peak}


def main():
    want = json.loads(sys.argv[1])
    answer = os.fdopen(os.dup(1), "w")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    sys.path.insert(0, os.getcwd())
    try:
        result = measure_for_pairs(want) if "suite" in want else measure(want)
    except (Exception, SystemExit) as why:
        if "suite" in want:
            sys.exit(f"{type(why).__name__}: {why}")
        result = {"error": f"{type(why).__name__}: {why}"}
    json.dump(result, answer, separators=(",", ":"))
    answer.close()


main()
