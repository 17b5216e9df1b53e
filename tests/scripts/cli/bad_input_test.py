#!/usr/bin/env python3
"""Bad input: a message with file, line and column, exit 2 or 3; never a crash, never a pass."""
import gzip
import json
import os
import stat

from program import Case, main

GOOD_C = "int f(int x) { return x; }\n"
SCENARIO = """name: s
service: { workers: 2, time: { law: exponential, mean: 10ms } }
requests: [ { method: GET, path: / } ]
shape: { kind: constant, rate: %s, duration: 2s }
"""


class Configuration(Case):
    def test_missing(self):
        self.assertIn("weir init", self.weir("run", code=2).err)
        self.assertIn("nowhere.yaml", self.weir("run", "--config", "nowhere.yaml").err)

    def test_malformed(self):
        for text, place in (
                ("version: 1\nanalyze: [\n", "weir.yaml:"),
                ("version: 1\nbenchs: {}\n", "weir.yaml:2:1"),
                ("version: 1\nbench:\n  benchmarks:\n    - { name: x, runn: y }\n", "weir.yaml:4:"),
                ("version: 2\n", "weir.yaml:1:"),
                ("version: 1\nanalyze: { fail-on: sometimes }\n", "weir.yaml:2:"),
                ("version: 1\ncache: { traces: [ { name: x } ] }\n", "weir.yaml:2:"),
                ("version: 1\ncache: { traces: [ { name: x, file: y, min-hit-ratio: 120% } ] }\n", "weir.yaml:2:"),
                ("- a list\n", "weir.yaml:1:"),
                ("", "weir.yaml"),
                ("version: 1\nanalyze: &a { paths: [.] }\n", "weir.yaml:2:")):
            self.write("weir.yaml", text)
            result = self.weir("run", code=2)
            self.assertIn(place, result.err, text)
            self.assertEqual(result.err.count("\n"), 1, result.err)

    def test_unwritable_report_folder(self):
        self.write("weir.yaml", "version: 1\nanalyze: { paths: [a.c] }\nreport: { out: file/sub }\n")
        self.write("a.c", GOOD_C)
        self.write("file", "not a folder")
        result = self.weir("run", code=3)
        self.assertIn("file", result.err)

    def test_base_that_is_not_there(self):
        self.write("weir.yaml", "version: 1\nanalyze: { paths: [a.c] }\n")
        self.write("a.c", GOOD_C)
        self.assertIn("no-such-ref", self.weir("run", "--base", "no-such-ref", code=2).err)


class Sources(Case):
    def test_no_sources(self):
        self.weir("analyze", "nowhere", code=3)
        os.mkdir(os.path.join(self.root, "empty"))
        result = self.weir("analyze", "empty")
        self.assertIn(result.returncode, (2, 3))

    def test_python_with_a_syntax_error(self):
        self.write("a.py", "def f(x):\n    return (x\n\n\ndef g(cursor, rows):\n    for r in rows:\n"
                           "        cursor.execute('select 1 where a = ?', (r,))\n")
        result = self.weir("analyze", "a.py", code=3)
        self.assertRegex(result.out + result.err, r"a\.py:\d+:\d+")
        self.assertIn("loop-query", result.out)         # the other function is read all the same

    def test_c_with_a_syntax_error(self):
        self.write("a.c", "int f(void) { return 1; }\nint g(void) { int x = ; return x; }\n")
        result = self.weir("analyze", "a.c", code=3)
        self.assertRegex(result.out + result.err, r"a\.c:2:\d+")

    def test_missing_header(self):
        self.write("a.c", '#include "nowhere.h"\nint f(void) { return 1; }\n')
        self.assertRegex(self.weir("analyze", "a.c", code=3).out, r"a\.c:1:\d+")

    def test_not_utf8(self):
        self.write("a.py", b"x = 'caf\xe9'\n")
        self.assertRegex(self.weir("analyze", "a.py", code=3).out, r"a\.py:1:\d+")
        self.write("a.py", b"# -*- coding: latin-1 -*-\nx = 'caf\xe9'\n")
        self.weir("analyze", "a.py", code=0)

    def test_damaged_compile_commands(self):
        self.write("compile_commands.json", '[ { "directory": ".",\n "file" }')
        self.write("a.c", GOOD_C)
        result = self.weir("analyze", "-p", ".", "a.c", code=3)
        self.assertRegex(result.out + result.err, r"compile_commands\.json:\d+")

    def test_files_that_the_build_does_not_compile(self):
        self.write("unix.c", GOOD_C)
        self.write("windows.c", "#include <windows.h>\nint g(void) { return 1; }\n")
        self.write("compile_commands.json", json.dumps(
            [{"directory": self.root, "file": "unix.c", "arguments": ["cc", "-c", "unix.c"]}]))
        self.assertIn("windows.c", self.weir("analyze", ".", code=0).out)       # in a notice
        self.weir("analyze", "windows.c", code=3)
        self.write("compile_commands.json", "[]")       # says nothing of this tree
        self.weir("analyze", ".", code=3)

    def test_hostile_file_names(self):
        for name in ("a b.c", "it's \"q\".c", "new\nline.c", "esc\x1b[2Jape.c", "-dash.c", "\u202egpj.c"):
            self.write(name, GOOD_C)
        result = self.weir("analyze", ".", "--color", "never")
        self.assertIn(result.returncode, (0, 3))
        self.assertNotIn("\x1b", result.out + result.err)
        self.assertNotIn("\u202e", result.out + result.err)


class Traces(Case):
    def test_bad_traces(self):
        for name, data in (("empty.csv", b""), ("binary.csv", os.urandom(4096)), ("header.csv", b"time,key\n"),
                           ("cut.csv.gz", gzip.compress(b"1,a\n2,b\n" * 1000)[:40]),
                           ("words.csv", b"time,key,size\n1,a,big\n2,b,huge\n3,c,large\n")):
            self.write(name, data)
            result = self.weir("cache", name, code=3)
            self.assertIn(name, result.err)
        self.assertIn("nowhere.csv", self.weir("cache", "nowhere.csv", code=3).err)

    def test_unknown_policy_and_column(self):
        self.write("t.csv", "time,key\n1,a\n2,b\n3,a\n")
        self.assertIn("clairvoyant", self.weir("cache", "t.csv", "--policy", "clairvoyant", code=2).err)
        self.assertIn("id", self.weir("cache", "t.csv", "--key", "id").err)


class Scenarios(Case):
    def test_bad_scenarios(self):
        for text in (SCENARIO % "-5/s", SCENARIO % "0/s", SCENARIO % "fast", SCENARIO % "nan",
                     (SCENARIO % "5/s").replace("constant", "wobble"),
                     (SCENARIO % "5/s") + "thresholds: [ p99 is low ]\n",
                     (SCENARIO % "5/s").replace("workers: 2", "workers: 0"),
                     (SCENARIO % "5/s") + "surprise: 1\n"):
            self.write("s.yaml", text)
            result = self.weir("load", "--simulate", "s.yaml", code=2)
            self.assertRegex(result.err, r"s\.yaml:\d+:\d+", text)

    def test_only_loopback(self):
        self.write("s.yaml", SCENARIO % "5/s" + "target: http://192.0.2.1:80\n")
        result = self.weir("load", "s.yaml")
        self.assertIn(result.returncode, (2, 3))
        self.assertIn("192.0.2.1", result.err + result.out)

    def test_nobody_listens(self):
        self.write("s.yaml", SCENARIO % "5/s" + "target: http://127.0.0.1:9\n")
        self.assertIn("127.0.0.1:9", self.weir("load", "s.yaml", code=3).out)


class Benchmarks(Case):
    def test_failing_and_missing_commands(self):
        result = self.weir("bench", "--", "sh", "-c", "echo broken >&2; exit 7", code=3)
        self.assertIn("7", result.out + result.err)
        self.assertIn("no-such-program", self.weir("bench", "--", "no-such-program", code=3).out)
        self.assertIn("incomplete", self.weir("bench", "--", "false", code=3).out.lower())

    def test_hanging_command(self):
        self.weir("bench", "--time-limit", "300ms", "--", "sleep", "60", code=3, timeout=30)

    def test_a_failing_stage_does_not_stop_the_others(self):
        self.write("weir.yaml", """version: 1
analyze: { paths: [a.c] }
bench: { benchmarks: [ { name: bad, run: "false" } ] }
cache: { traces: [ { name: t, file: t.csv } ] }
report: { formats: [json] }
""")
        self.write("a.c", GOOD_C)
        self.write("t.csv", "key\n" + "".join(f"{i % 7}\n" for i in range(200)))
        self.weir("run", code=3)
        run = json.loads(self.read("weir-report/run.json"))
        self.assertEqual({s["name"]: s["status"] for s in run["stages"]},
                         {"analyze": "ok", "bench": "failed", "cache": "ok"})
        self.assertEqual(run["verdict"], "incomplete")
        self.assertTrue(any(m["name"].startswith("cache.t.") for m in run["measures"]))


class Runs(Case):
    def test_truncated_run(self):
        self.write("a.c", GOOD_C)
        self.weir("analyze", "a.c", "--format", "json", "-o", "run.json", code=0)
        whole = self.read("run.json")
        self.write("cut.json", whole[:len(whole) // 2])
        result = self.weir("report", "cut.json", code=3)
        self.assertRegex(result.err, r"cut\.json:\d+:\d+")
        self.write("other.json", '{"schema": "weir.run/99"}')
        self.assertIn("weir.run/99", self.weir("report", "other.json", code=3).err)
        self.weir("baseline", "save", "cut.json", "b.json", code=3)
        self.write("base.json", '{"schema": "weir.ba')
        self.assertIn("base.json", self.weir("baseline", "compare", "run.json", "base.json", code=3).err)

    def test_unwritable_output(self):
        self.write("a.c", GOOD_C)
        os.mkdir(os.path.join(self.root, "closed"))
        os.chmod(os.path.join(self.root, "closed"), stat.S_IRUSR | stat.S_IXUSR)
        self.write("file", "")
        self.assertIn("file", self.weir("analyze", "a.c", "-o", "file/x", code=3).err)


main()
