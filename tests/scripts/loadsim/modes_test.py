#!/usr/bin/env python3
"""`weir load` in all modes, through the program: what it measures and how it exits."""
import json
import os
import subprocess
import sys
import tempfile

WEIR = os.environ.get("WEIR", "")
if not os.path.exists(WEIR):
    print("no weir program in this build")
    sys.exit(77)

SERVICE = "service: { workers: 4, time: { law: constant, mean: 10ms } }\n"
LOAD = "name: t\nshape: { kind: constant, rate: 100/s, duration: 30s }\n" + SERVICE
failed = []


def load(text, *args):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "s.yaml")
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
        done = subprocess.run([WEIR, "load", path, "--format", "json", *args], capture_output=True, text=True)
    run = json.loads(done.stdout) if done.stdout.startswith("{") else {"measures": [], "series": []}
    return done.returncode, {m["name"]: m for m in run["measures"]}, run, done.stderr


def check(what, condition):
    if not condition:
        failed.append(what)
        print("FAILED:", what)


def exits(what, want, text, *args):
    code, measures, run, err = load(text, *args)
    check(f"{what}: exit {code}, want {want}: {err}", code == want)
    return measures, run


measures, _ = exits("play", 0, LOAD + "thresholds: p99 < 20ms\n", "--simulate")
check("p99", abs(measures["load.t.p99"]["value"] - 0.010) < 1e-4)
exits("play, limit broken", 1, LOAD + "thresholds: p99 < 5ms\n", "--simulate")
exits("play, window limit broken", 1, LOAD + "thresholds: throughput > 200/s in every window\n", "--simulate")

STRESS = LOAD + "stress: { step: 30s, precision: 1%%, at-least: %d/s }\n"
measures, run = exits("stress", 0, STRESS % 390, "--simulate", "--mode", "stress")
check("capacity", 390 < measures["load.t.capacity"]["value"] < 412)
check("knee", {s["name"] for s in run["series"]} == {"load.t.knee", "load.t.knee_throughput"})
exits("stress, too little", 1, STRESS % 500, "--simulate", "--mode", "stress")
exits("stress, nothing holds", 3, LOAD + "thresholds: p99 < 5ms\n", "--simulate", "--mode", "stress")

measures, _ = exits("soak", 0, LOAD, "--simulate", "--mode", "soak")
check("no drift", measures["load.t.p50_drift"]["value"] == 0)
exits("soak, drifts", 1, LOAD.replace("100/s", "404/s"), "--simulate", "--mode", "soak")
exits("soak, too short to say", 3, LOAD.replace("30s", "5s"), "--simulate", "--mode", "soak")

CAPACITY = LOAD.replace("100/s", "1000/s") + "thresholds: p99 < 20ms\nmost-instances: %d\n"
measures, _ = exits("capacity", 0, CAPACITY % 3, "--simulate", "--mode", "capacity")
check("10 workers, 4 each", measures["load.t.instances"]["value"] == 3)
exits("capacity, too many needed", 1, CAPACITY % 2, "--simulate", "--mode", "capacity")
exits("capacity is simulated", 2, CAPACITY % 2, "--mode", "capacity")
exits("capacity needs limits", 2, LOAD, "--simulate", "--mode", "capacity")

CHAOS = LOAD + "faults: [ { kind: status, status: 503, probability: 10% } ]\nthresholds: natural_error_rate < 1%\n"
measures, run = exits("chaos", 0, CHAOS, "--simulate", "--seed", "7")
again, _ = exits("chaos again", 0, CHAOS, "--simulate", "--seed", "7")
other, _ = exits("another seed", 0, CHAOS, "--simulate", "--seed", "8")
check("injected", 0.08 < measures["load.t.injected_error_rate"]["value"] < 0.12)
check("the same seed", measures == again)
check("another seed", measures != other)
check("series of faults", "load.t.faults" in {s["name"] for s in run["series"]})
sys.exit(1 if failed else 0)
