#!/usr/bin/env python3
"""What goes wrong while benchmarks run and results are kept: each is said clearly, with the right exit code, and leaves nothing."""
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

WEIR, BUILD = os.environ["WEIR"], os.environ["WEIR_BUILD"]
BURN = os.path.join(BUILD, "tests", "burn")
if not os.path.exists(WEIR) or not os.path.exists(BURN):
    sys.exit(77)

# The parent of all that a test starts hears of what is left behind.
HAS_CHILDREN = os.path.exists(f"/proc/self/task/{os.getpid()}/children")


def limit_files(n):
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (n, n))
    return limit


def running(mark):
    """Processes with the mark in their command line, weir's own left out."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as f:
                words = f.read().split(b"\0")
        except OSError:
            continue
        if mark.encode() in b" ".join(words) and os.path.basename(words[0]) != b"weir":
            found.append(pid)
    return found


class Faults(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="weir-faults-")
        self.addCleanup(folder.cleanup)
        self.root = folder.name
        self.mark = os.path.basename(folder.name)

    def path(self, name):
        return os.path.join(self.root, name)

    def write(self, name, text, mode=0o644):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as f:
            f.write(text)
        os.chmod(self.path(name), mode)

    def weir(self, *arguments, code=0, **how):
        result = subprocess.run([WEIR, *arguments], cwd=self.root, capture_output=True, text=True, timeout=120,
                                check=False, **how)
        self.assertEqual(result.returncode, code, result.stdout + result.stderr)
        return result

    def run_of(self, *arguments, code=0, **how):
        return json.loads(self.weir(arguments[0], "--format", "json", *arguments[1:], code=code, **how).stdout)

    def run_json(self, value=1.0):
        run = {"schema": "weir.run/1", "tool": {"name": "weir", "version": "0"}, "verdict": "pass", "stages": [],
               "findings": [], "series": [], "artifacts": [], "notices": [],
               "measures": [{"name": f"cache.k{i}.hit_ratio", "stage": "cache", "unit": "ratio", "better": "higher",
                             "value": value, "n": 0} for i in range(300)]}
        self.write("run.json", json.dumps(run))

    # ---- commands ----

    def test_a_benchmark_that_hangs_is_ended_at_its_limit(self):
        start = time.monotonic()
        run = self.run_of("bench", "--time-limit", "0.3s", "--", BURN, "sleep", "1000", "say", self.mark, code=3)
        self.assertLess(time.monotonic() - start, 30)
        self.assertEqual(run["verdict"], "incomplete")
        self.assertRegex(run["stages"][0]["message"], "timed out after [0-9.]+ m?s and was stopped")
        self.assertEqual(running(self.mark), [])

    def daemon(self):
        """Leaves the process group and the session, and its parent too, as daemons do."""
        self.write("daemon.sh", f"#!/bin/sh\nsetsid sh -c 'sleep 1000; : {self.mark}' &\nsleep 0.1\n", 0o755)
        return self.path("daemon.sh")

    @unittest.skipUnless(HAS_CHILDREN, "the kernel does not tell a process's children")
    def test_daemons_that_a_benchmark_leaves_are_ended_and_told(self):
        run = self.run_of("bench", "--runs", "2", "--", self.daemon())
        self.assertEqual(running(self.mark), [])
        self.assertTrue([n for n in run["notices"] if "left up to" in n["message"] and n["level"] == "warning"],
                        run["notices"])

    @unittest.skipUnless(HAS_CHILDREN, "the kernel does not tell a process's children")
    def test_daemons_of_a_benchmark_that_hangs_are_ended_too(self):
        self.write("hang.sh", f"#!/bin/sh\nsetsid sh -c 'sleep 1000; : {self.mark}' &\nsleep 1000\n", 0o755)
        self.weir("bench", "--time-limit", "0.5s", "--", self.path("hang.sh"), code=3)
        self.assertEqual(running(self.mark), [])

    @unittest.skipUnless(HAS_CHILDREN, "the kernel does not tell a process's children")
    def test_an_interrupt_ends_the_tree(self):
        self.write("hang.sh", f"#!/bin/sh\nsetsid sh -c 'sleep 1000; : {self.mark}' &\ntouch started\nsleep 1000\n", 0o755)
        process = subprocess.Popen([WEIR, "bench", "--", self.path("hang.sh")], cwd=self.root, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        for _ in range(1000):
            if os.path.exists(self.path("started")):
                break
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130, err)
        self.assertEqual(running(self.mark), [])

    def test_a_gigabyte_of_output_costs_no_memory(self):
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        self.run_of("bench", "--runs", "1", "--", BURN, "print", "1024")
        # In pairs the output is kept, and compared, up to a limit.
        run = self.run_of("bench", "--pairs", "10", "--base-cmd", f"{BURN} print 24", "--head-cmd", f"{BURN} print 24")
        self.assertFalse([n for n in run["notices"] if "different output" in n["message"]])
        self.assertLess(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, max(before, 400 << 10))

    def test_a_failure_on_one_side_is_named_and_never_a_pass(self):
        for side in ("base", "head"):
            commands = {"base": f"{BURN} cpu 1e5", "head": f"{BURN} cpu 1e5"}
            commands[side] = f"{BURN} say 'no such table' fail 5"
            run = self.run_of("bench", "--base-cmd", commands["base"], "--head-cmd", commands["head"], code=3)
            self.assertEqual(run["verdict"], "incomplete")
            self.assertEqual(run["measures"], [])
            self.assertIn(f"benchmark 'command', {side}: ", run["stages"][0]["message"])
            self.assertIn("failed with exit code 5: no such table", run["stages"][0]["message"])

    # ---- files ----

    def test_a_history_is_whole_whatever_kills_its_writer(self):
        self.run_json()
        add = [WEIR, "baseline", "save", "run.json", "base.json", "--history", "h.db"]
        subprocess.run(add, cwd=self.root, check=True, capture_output=True)
        killed, saved = 0, 1
        for i in range(20):
            process = subprocess.Popen(add, cwd=self.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(i * 0.004)
            process.kill()
            if process.wait() == -signal.SIGKILL:
                killed += 1
            else:
                saved += 1
            run = self.run_of("baseline", "list", "--history", "h.db")
            counts = {m["n"] for m in run["measures"]}
            # Every run is there with all of its measures or with none.
            self.assertEqual(len(counts), 1, counts)
            self.assertEqual(len(run["measures"]), 300)
            self.assertGreaterEqual(counts.pop(), saved)
        self.assertGreater(killed, 0)
        self.assertEqual(sqlite3.connect(self.path("h.db")).execute("PRAGMA integrity_check").fetchone(), ("ok",))

    def test_a_full_disk_keeps_the_history(self):
        self.run_json()
        self.weir("baseline", "save", "run.json", "base.json", "--history", "h.db")
        size = os.path.getsize(self.path("h.db"))
        result = self.weir("baseline", "save", "run.json", "base.json", "--history", "h.db", code=3,
                           preexec_fn=limit_files(size + 100 if size > 40000 else 40000))
        self.assertIn("h.db: ", result.stderr)
        run = self.run_of("baseline", "list", "--history", "h.db")
        self.assertEqual({m["n"] for m in run["measures"]}, {1})

    def test_results_that_cannot_be_written_are_no_success(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        result = self.weir("bench", "--runs", "1", "--format", "json", "--output", "/dev/full", "--", "true", code=3)
        self.assertIn("/dev/full", result.stderr)

    def test_two_at_once_lose_nothing(self):
        self.run_json()
        add = [WEIR, "baseline", "save", "run.json", "base.json", "--history", "h.db"]
        several = [subprocess.Popen(add, cwd=self.root, stderr=subprocess.PIPE) for _ in range(6)]
        for process in several:
            _, err = process.communicate(timeout=60)
            self.assertEqual(process.returncode, 0, err)
        self.assertEqual({m["n"] for m in self.run_of("baseline", "list", "--history", "h.db")["measures"]}, {6})
        self.weir("baseline", "show", "base.json")
        self.assertEqual(sorted(os.listdir(self.root)), ["base.json", "h.db", "run.json"])

    # ---- trees ----

    def git(self, *arguments, cwd=None):
        return subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments],
                              cwd=cwd or self.root, check=True, capture_output=True, text=True).stdout

    def repository(self, build=""):
        self.git("init", "-q", "-b", "main")
        self.write("weir.yaml", "version: 1\nbench:\n  " + (f"build: {build}\n  " if build else "") +
                   f"benchmarks: [ {{ name: work, run: '{BURN} cpu 3e5', pairs: 10 }} ]\n")
        self.write("file", "1\n")
        self.git("add", ".")
        self.git("commit", "-q", "-m", "one")

    def worktrees(self):
        return self.git("worktree", "list").count("\n")

    def test_a_dirty_tree_is_measured_as_it_stands_and_says_so(self):
        self.repository()
        clean = self.run_of("bench", "--base", "main")
        self.assertFalse([n for n in clean["notices"] if "as it stands" in n["message"]])
        self.write("file", "2\n")
        self.write("untracked", "")
        dirty = self.run_of("bench", "--base", "main")
        self.assertTrue([n for n in dirty["notices"] if "as it stands, with 1 file that differs" in n["message"]],
                        dirty["notices"])
        self.assertEqual(self.git("status", "--porcelain"), " M file\n?? untracked\n")
        self.assertEqual(self.worktrees(), 1)

    def test_a_shallow_clone_says_how_to_get_the_base(self):
        self.repository()
        self.write("file", "2\n")
        self.git("commit", "-qam", "two")
        self.git("clone", "-q", "--depth", "1", "file://" + self.root, self.path("shallow"))
        for revision in ("HEAD~1", self.git("rev-parse", "HEAD~1").strip()):
            result = subprocess.run([WEIR, "bench", "--base", revision], cwd=self.path("shallow"), capture_output=True,
                                    text=True, timeout=60, check=False)
            self.assertEqual(result.returncode, 2, result.stdout + result.stderr)
            self.assertIn("this clone is shallow", result.stderr)
            self.assertIn("--unshallow", result.stderr)
        self.assertIn("no such revision", self.weir("bench", "--base", "nowhere", code=2).stderr)

    def test_a_base_that_does_not_build_is_no_pass(self):
        self.repository(build="test ! -e {tree}/broken || { echo no rule to make it >&2; exit 7; }")
        self.write("broken", "")
        self.git("add", ".")
        self.git("commit", "-qm", "broken")
        self.git("rm", "-q", "broken")
        run = self.run_of("bench", "--base", "main", code=3)
        self.assertEqual(run["verdict"], "incomplete")
        self.assertIn("the base tree does not build", run["stages"][0]["message"])
        self.assertIn("no rule to make it", run["stages"][0]["message"])
        self.assertEqual(self.worktrees(), 1)

    def test_two_runs_at_once_have_a_base_each(self):
        self.repository()
        bench = [WEIR, "bench", "--base", "main", "--format", "json"]
        both = [subprocess.Popen(bench, cwd=self.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
        for process in both:
            out, err = process.communicate(timeout=120)
            self.assertIn(process.returncode, (0, 1), err)
            self.assertIn(json.loads(out)["verdict"], ("pass", "fail", "inconclusive"))
        self.assertEqual(self.worktrees(), 1)

    def test_an_interrupt_removes_the_base(self):
        self.repository(build="touch {tree}/../started-" + self.mark + " && sleep 1000")
        env = {**os.environ, "TMPDIR": self.path("tmp")}
        os.mkdir(self.path("tmp"))
        process = subprocess.Popen([WEIR, "bench", "--base", "main"], cwd=self.root, env=env, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE)
        started = os.path.join(os.path.dirname(self.root), "started-" + self.mark)
        for _ in range(1000):
            if os.path.exists(started):
                break
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
        os.unlink(started)
        self.assertEqual(process.returncode, 130, err)
        self.assertEqual(os.listdir(self.path("tmp")), [])
        self.assertEqual(self.worktrees(), 1)


unittest.main()
