#!/usr/bin/env python3
"""The GitHub Action as a runner would play it: the shell steps of ci/action.yml with its inputs, a workspace and
fake GITHUB_* files; then the workflows by the rules that keep them safe, and the script that comments."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from program import Case, SOURCE, WEIR, main

sys.path.insert(0, os.path.join(SOURCE, "tests/scripts/report"))
CI = os.path.join(SOURCE, "ci")
HOSTILE = ["::error::forged", "\n::set-output name=result::pass", "\x1b[2Jpassed", "\u202edesrever", "$(touch owned)",
           "`touch owned`", "'; touch owned; '", "\"><script>alert(1)</script>", "@everyone", "a|b", "../../x", "%0A::error::x"]
USED = re.compile(r"uses: (\S+)")


def text_of(path):
    with open(os.path.join(CI, path), encoding="utf-8") as file:
        return file.read()


def read_action():
    """(defaults of the inputs, the shell steps, inputs by variable): what a runner takes from action.yml."""
    text = text_of("action.yml")
    inputs = dict(re.findall(r"^  ([a-z-]+):\n    description: .*\n    default: '?([^'\n]*)'?$", text, re.M))
    steps = re.findall(r"^      run: '(.+)'$", text, re.M)
    variables = dict(re.findall(r"^        (WEIR_[A-Z_]+): \$\{\{ inputs\.([a-z-]+) \}\}$", text, re.M))
    return inputs, steps, variables


def run_json(verdict="pass", findings=(), measures=(), stages=(), notices=()):
    return json.dumps({"schema": "weir.run/1", "tool": {"name": "weir", "version": "0"}, "verdict": verdict,
                       "stages": list(stages), "findings": list(findings), "measures": list(measures), "series": [],
                       "artifacts": [], "notices": list(notices)})


def finding(message, rule="loop-query", severity="high", path="src/a.c", line=3):
    return {"rule": rule, "severity": severity, "confidence": "high", "language": "c", "message": message,
            "location": {"path": path, "line": line, "column": 1, "end_line": line, "end_column": 2},
            "function": message, "chain": [], "fingerprint": "0123456789abcdef", "state": "new", "measures": []}


def slower(name, verdict="fail"):
    stat = {"value": 0.1, "low": 0.09, "high": 0.11, "n": 9}
    return dict(stat, name=name, stage="bench", unit="s", better="lower", base=stat,
                change={"ratio": 1.2, "low": 1.1, "high": 1.3, "p": 0.001, "verdict": verdict})


class Action(Case):
    def play(self, code=0, env=None, **inputs):
        """Plays the steps; returns (outputs, log, summary)."""
        defaults, steps, variables = read_action()
        given = {key.replace("_", "-"): value for key, value in inputs.items()}
        self.assertLessEqual(set(given), set(defaults))
        files = {name: os.path.join(self.root, ".runner", name.lower()) for name in
                 ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH")}
        shutil.rmtree(os.path.join(self.root, ".runner"), ignore_errors=True)
        for path in files.values():
            self.write(os.path.relpath(path, self.root), "")
        environment = {**os.environ, **files, "GITHUB_ACTION_PATH": CI, "RUNNER_TEMP": os.path.join(self.root, ".runner"),
                       "PATH": os.path.dirname(WEIR) + ":" + os.environ["PATH"], "NO_COLOR": "1",
                       **{name: given.get(key, defaults[key]) for name, key in variables.items()}, **(env or {})}
        self.log = ""
        for step in steps:
            done = subprocess.run(["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step], cwd=self.root,
                                  env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120)
            self.log += done.stdout.decode("utf-8", "strict")
            if done.returncode:
                break
        self.assertEqual(done.returncode, code, self.log)
        lines = self.read(".runner/github_output").splitlines()
        outputs = dict(line.split("=", 1) for line in lines)
        self.assertEqual(len(lines), len(outputs), "every output is written once")
        self.check_outputs(outputs)
        self.assertEqual(self.read(".runner/github_env"), "")
        return outputs, self.log, self.read(".runner/github_step_summary")

    def check_outputs(self, outputs):
        self.assertIn(outputs["result"], ("pass", "fail", "inconclusive", "incomplete", "error"))
        self.assertIn(outputs["exit-code"], "01234")
        if outputs["result"] == "error":
            self.assertEqual(set(outputs), {"result", "exit-code"})
            return
        for number in ("regressions", "findings"):
            self.assertTrue(outputs[number].isdigit())
        for path in ("sarif-file", "report-file"):
            self.assertRegex(outputs[path], r"^[A-Za-z0-9._/-]+$")

    def commands(self, log):
        """The workflow commands that a runner would act on."""
        stopped, found = None, []
        for line in log.splitlines():
            if stopped:
                stopped = None if line == f"::{stopped}::" else stopped
            elif line.startswith("::stop-commands::"):
                stopped = line[len("::stop-commands::"):]
            elif line.startswith("::") or "##[" in line:
                found.append(line)
        self.assertIsNone(stopped)
        return found

    def stored(self, *runs):
        for i, run in enumerate(runs):
            self.write(f"stored/{i}/run.json", run)
        return {"from": "stored"}

    def test_every_input_reaches_a_step_by_the_environment(self):
        inputs, steps, variables = read_action()
        self.assertEqual(sorted(inputs), sorted(variables.values()))
        self.assertEqual(len(steps), 2)
        for step in steps:
            self.assertNotIn("${{", step)

    def test_a_measured_run(self):
        rows = "".join(f"{i},k{i * i % 37},10\n" for i in range(2000))
        self.write("trace.csv", "time,key,size\n" + rows)
        self.write("weir.yaml", "version: 1\ncache: { traces: [ { name: t, file: trace.csv, size: 10, "
                                "policies: [lru, fifo] } ] }\nreport: { formats: [markdown] }\n")
        outputs, log, summary = self.play(only="cache")
        self.assertEqual((outputs["result"], outputs["exit-code"]), ("pass", "0"))
        self.assertTrue(os.path.exists(os.path.join(self.root, outputs["sarif-file"])))
        self.assertTrue(os.path.exists(os.path.join(self.root, outputs["report-file"])))
        self.assertIn("Passed", summary)
        self.assertIn("Passed: ", log)
        self.assertEqual(self.commands(log), [])

    def test_a_failure_closes_the_gate_after_everything_is_written(self):
        self.stored(run_json("fail", [finding("it is slow")], [slower("bench.a.cpu_time"), slower("bench.b.cpu_time")]))
        outputs, log, summary = self.play(code=1, **{"from": "stored"})
        self.assertEqual((outputs["result"], outputs["regressions"], outputs["findings"]), ("fail", "2", "1"))
        self.assertEqual(len([c for c in self.commands(log) if c.startswith("::error file=src/a.c,line=3")]), 1)
        self.assertIn("| ` bench.a.cpu_time ` |", summary)
        outputs, log, summary = self.play(fail="false", annotations="false", summary="false", **{"from": "stored"})
        self.assertEqual(outputs["exit-code"], "1")
        self.assertEqual((self.commands(log), summary), ([], ""))

    def test_shards_are_merged_and_the_worst_verdict_holds(self):
        self.stored(run_json("pass"), run_json("fail", [finding("one")]), run_json("pass", measures=[slower("m", "pass")]))
        outputs, _, _ = self.play(code=1, **{"from": "stored"})
        self.assertEqual((outputs["result"], outputs["findings"]), ("fail", "1"))
        self.write("stored/3/run.json", run_json("incomplete", stages=[{"name": "bench", "status": "failed", "seconds": 1}]))
        outputs, _, _ = self.play(code=3, **{"from": "stored"})
        self.assertEqual(outputs["result"], "incomplete")

    def test_inconclusive_fails_only_when_strict(self):
        self.stored(run_json("inconclusive", measures=[slower("m", "inconclusive")]))
        outputs, log, _ = self.play(**{"from": "stored"})
        self.assertEqual((outputs["result"], outputs["exit-code"]), ("inconclusive", "0"))
        self.assertTrue(any(c.startswith("::warning title=weir%3A inconclusive::") for c in self.commands(log)))
        outputs, _, _ = self.play(code=4, strict="true", **{"from": "stored"})
        self.assertEqual(outputs["exit-code"], "4")

    def test_what_was_not_measured_is_never_a_pass(self):
        for inputs in ({"config": "nothing.yaml"}, {"from": "nowhere"}, {"out": "a b"}, {"out": "x\nresult=pass"},
                       {"out": "--help"}, {"strict": "maybe"}, {"working_directory": "nowhere"}, {"only": "nothing"},
                       {"base": "no-such-revision"}):
            self.write("weir.yaml", "version: 1\n")
            with self.subTest(inputs=inputs):
                outputs, log, summary = self.play(code=2, **inputs)
                self.assertEqual(outputs, {"result": "error", "exit-code": "2"})
                self.assertTrue(any(c.startswith("::error title=weir::") for c in self.commands(log)), log)
        outputs, _, _ = self.play(config="nothing.yaml", fail="false")
        self.assertEqual(outputs["result"], "error")
        self.stored("{ not json")
        outputs, _, _ = self.play(code=2, **{"from": "stored"})
        self.assertEqual(outputs["result"], "error")

    def test_an_older_run_does_not_answer_for_this_one(self):
        self.write("weir-report/run.json", run_json("pass"))
        outputs, _, _ = self.play(code=2, config="nothing.yaml")
        self.assertEqual(outputs["result"], "error")

    def test_hostile_text_stays_text(self):
        self.stored(run_json("fail", [finding(t, rule=t, path=t) for t in HOSTILE], [slower(t) for t in HOSTILE],
                             [{"name": t, "status": "failed", "seconds": 1, "message": t} for t in HOSTILE],
                             [{"level": "error", "message": t} for t in HOSTILE]))
        outputs, log, summary = self.play(code=1, **{"from": "stored"})
        self.assertEqual(outputs["result"], "fail")
        self.assertEqual(outputs["regressions"], str(len(HOSTILE)))
        for command in self.commands(log):
            self.assertRegex(command, r"^::(error|warning|notice) ((file|line|col|endLine|endColumn|title)=[^:,]*,?)+::")
        for shown in (log, summary):
            self.assertIsNone(re.search("[\x00-\x08\x0b-\x1f\u202e]", shown))
        self.assertNotIn("<script", re.sub(r"(`+) .*? \1", "", summary))        # outside code spans
        self.assertFalse(os.path.exists(os.path.join(self.root, "owned")))

    def test_a_project_below_the_root_of_its_repository(self):
        subprocess.run(["git", "init", "-q"], cwd=self.root, check=True)
        self.write("services/api/weir.yaml", "version: 1\nanalyze: { paths: [src] }\n")
        self.write("services/api/src/a.py", "import sqlite3\n\ndb = sqlite3.connect('x')\n\n\ndef f(rows):\n"
                                            "    for row in rows:\n        db.execute('SELECT ?', (row,))\n")
        for inputs, where in (({"working_directory": "services/api"}, "services/api/"),
                              ({"working_directory": "services/api/src"}, "services/api/src/"),
                              ({"config": "services/api/weir.yaml"}, "")):
            with self.subTest(inputs=inputs):
                outputs, log, _ = self.play(code=1, **inputs)
                self.assertEqual(outputs["sarif-file"], where + "weir-report/weir.sarif")
                result = json.loads(self.read(outputs["sarif-file"]))["runs"][0]["results"][0]
                place = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
                self.assertEqual(place, "services/api/src/a.py")
                self.assertIn("primaryLocationLineHash", result["partialFingerprints"])     # the source was found
                self.assertTrue(any("file=services/api/src/a.py,line=8" in c for c in self.commands(log)), log)

    def test_a_pull_request_fails_for_what_is_new_in_it(self):
        def git(*arguments):
            subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments], cwd=self.root,
                           check=True, capture_output=True)

        slow = "import sqlite3\n\ndb = sqlite3.connect('x')\n\n\ndef %s(rows):\n    for row in rows:\n" \
               "        db.execute('SELECT ?', (row,))\n"
        pull = {"GITHUB_EVENT_NAME": "pull_request"}
        self.write("weir.yaml", "version: 1\nanalyze: { paths: [a.py] }\n")
        self.write("a.py", slow % "f")
        self.write(".gitignore", ".runner\nweir-report\n")
        git("init", "-q", "-b", "main")
        git("add", ".")
        git("commit", "-q", "-m", "one")
        self.assertIn("HEAD^1: no such", self.play(code=2, env=pull)[1])  # a clone of one commit
        self.write("b.txt", "b")
        git("add", ".")
        git("commit", "-q", "-m", "two")
        outputs, log, _ = self.play(env=pull)
        self.assertEqual((outputs["result"], outputs["findings"]), ("pass", "0"))
        self.assertIn("1 known", log)
        self.play(code=1, env=pull, base="none")
        self.play(code=1, env={"GITHUB_EVENT_NAME": "push"})
        self.write("a.py", slow % "f" + slow % "g")
        git("commit", "-qam", "three")
        self.assertEqual(self.play(code=1, env=pull)[0]["findings"], "1")

    def test_inputs_are_not_evaluated(self):
        self.write("weir.yaml", "version: 1\n")
        for text in (t for t in HOSTILE if "touch" in t or "\n" in t):
            for name in ("config", "base", "only", "from", "working_directory"):
                self.play(code=2, **{name: text})
        self.assertFalse(os.path.exists(os.path.join(self.root, "owned")))

    def test_a_benchmark_cannot_speak_to_the_runner(self):
        self.write("loud.sh", "echo '::error::forged by a build' >&2\necho '::warning::forged'\n"
                              "echo result=pass >>\"${GITHUB_OUTPUT:-outputs-are-hidden}\"\n")
        self.write("weir.yaml", "version: 1\nbench: { build: sh loud.sh, benchmarks: [ { name: t, run: 'false' } ] }\n")
        outputs, log, _ = self.play(code=3, only="bench")
        self.assertEqual(outputs["result"], "incomplete")
        self.assertFalse([c for c in self.commands(log) if not re.match("::error (file=weir.yaml,line=2,col=43,)?title=weir%3A could not", c)], log)

    def test_a_large_summary_stays_below_its_limit(self):
        self.stored(run_json("fail", [finding("one query per order, " * 20, line=i + 1) for i in range(5000)]))
        outputs, log, summary = self.play(code=1, **{"from": "stored"})
        self.assertEqual(outputs["findings"], "5000")
        self.assertLess(len(summary.encode()), 1 << 20)
        self.assertEqual(len(self.commands(log)), 11)


class Workflows(unittest.TestCase):
    def workflows(self):
        folder = os.path.join(CI, "workflows")
        for name in sorted(os.listdir(folder)):
            with self.subTest(workflow=name):
                yield name, text_of("workflows/" + name)

    def test_rights_are_given_job_by_job_and_actions_are_pinned(self):
        for name, text in self.workflows():
            self.assertIn("\npermissions: {}\n", text)
            self.assertNotIn("pull_request_target", text)
            self.assertNotIn("secrets.", text)
            jobs = text.split("\njobs:\n")[1]
            self.assertEqual(len(re.findall(r"^  [a-z]+:$", jobs, re.M)), jobs.count("\n    permissions:\n"))
            for used in USED.findall(text):
                self.assertRegex(used, r"^(OWNER/weir/ci@COMMIT|[\w./-]+@[0-9a-f]{40})$")
            self.assertEqual(text.count("actions/checkout@"), text.count("persist-credentials: false"))

    def test_no_expression_stands_in_a_script(self):
        for name, text in self.workflows():
            for block in re.findall(r"^( +)(?:run|script): \|\n((?:\1  .*\n|\n)+)", text, re.M):
                self.assertNotIn("${{", block[1])
            self.assertIsNone(re.search(r"^ +(?:- )?run: [^|\n]*\$\{\{", text, re.M))

    def test_inputs_that_workflows_use_exist(self):
        inputs = read_action()[0]
        for name, text in self.workflows():
            for block in re.findall(r"uses: OWNER/weir/ci@COMMIT\n        with:\n((?:          .*\n)+)", text):
                for key in re.findall(r"^          ([a-z-]+):", block, re.M):
                    self.assertIn(key, inputs)

    def test_linters_accept_them(self):
        """actionlint (which asks shellcheck about the scripts) and zizmor, where they are installed."""
        linters = [command for command in (["actionlint"], ["zizmor", "--offline", "--quiet", ".github/workflows", "ci/action.yml"])
                   if shutil.which(command[0])]
        if not linters:
            self.skipTest("neither actionlint nor zizmor is installed")
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(os.path.join(CI, "workflows"), os.path.join(folder, ".github/workflows"))
            os.mkdir(os.path.join(folder, "ci"))
            shutil.copy(os.path.join(CI, "action.yml"), os.path.join(folder, "ci"))
            subprocess.run(["git", "init", "-q", folder], check=True)
            for name, text in self.workflows():
                with open(os.path.join(folder, ".github/workflows", name), "w", encoding="utf-8") as file:
                    file.write(text.replace("OWNER/weir/ci@COMMIT", "owner/weir/ci@" + "0123456789" * 4))
            for command in linters:
                done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
                self.assertEqual(done.returncode, 0, command[0] + ": " + done.stdout + done.stderr)

    @unittest.skipUnless(shutil.which("shellcheck"), "shellcheck is not installed")
    def test_shellcheck_accepts_the_scripts(self):
        scripts = [os.path.join(CI, name) for name in ("gate.sh", "provide.sh")]
        done = subprocess.run(["shellcheck", *scripts], capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_a_validator_accepts_them(self):
        if not shutil.which("npm"):
            self.skipTest("npm is not installed")
        import node_packages
        program = os.path.join(node_packages.folder(), "node_modules/@action-validator/cli/cli.mjs")
        files = [os.path.join(CI, "workflows", f) for f in sorted(os.listdir(os.path.join(CI, "workflows")))]
        for file in [os.path.join(CI, "action.yml"), *files]:
            done = subprocess.run(["node", program, file], capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, file + done.stdout + done.stderr)


class Init(Case):
    """weir init --ci writes the samples as they are."""

    FILES = {"github": {".github/workflows/weir-gate.yml": "workflows/weir-gate.yml",
                        ".github/workflows/weir-comment.yml": "workflows/weir-comment.yml"},
             "gitlab": {".gitlab/weir.gitlab-ci.yml": "gitlab/weir.gitlab-ci.yml"},
             "jenkins": {"Jenkinsfile": "jenkins/Jenkinsfile"}}

    def test_the_samples_are_written_and_never_overwritten(self):
        for system, files in self.FILES.items():
            said = self.weir("init", "--ci", system, code=0).out
            self.assertIn("next: ", said)
            for path, sample in files.items():
                self.assertIn(path + ": written", said)
                self.assertEqual(self.read(path), text_of(sample))
            changed = self.write(sorted(files)[-1], "mine")
            self.assertIn("is there already", self.weir("init", "--ci", system, code=2).err)
            self.assertEqual(self.read(os.path.relpath(changed, self.root)), "mine")
            self.weir("init", "--ci", system, "--force", "-q", code=0)
            self.assertNotEqual(self.read(os.path.relpath(changed, self.root)), "mine")

    def test_a_configuration_that_is_there_stays(self):
        self.write("weir.yaml", "version: 1\n")
        self.weir("init", "--ci", "jenkins", "--force", code=0)
        self.assertEqual(self.read("weir.yaml"), "version: 1\n")

    def test_nothing_is_written_when_a_part_is_there(self):
        self.write(".github/workflows/weir-comment.yml", "mine")
        self.weir("init", "--ci", "github", code=2)
        self.assertEqual(os.listdir(self.root), [".github"])
        self.assertEqual(os.listdir(os.path.join(self.root, ".github/workflows")), ["weir-comment.yml"])

    def test_other_systems_are_refused(self):
        self.assertIn("github", self.weir("init", "--ci", "travis", code=2).err)


class Samples(Case):
    """The shell of the GitLab and Jenkins samples and of the pre-commit hook, in a repository with two commits."""

    def setUp(self):
        super().setUp()
        self.write("weir.yaml", "version: 1\nanalyze: { paths: [a.py] }\n")
        self.write("a.py", "def f(rows):\n    return len(rows)\n")
        self.git("init", "-q", "-b", "main")
        self.commit("one")
        self.write("b.txt", "x")
        self.commit("two")

    def git(self, *arguments):
        subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *arguments], cwd=self.root,
                       check=True, capture_output=True)

    def commit(self, message):
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def shell(self, script, code, **env):
        done = subprocess.run(["sh", "-c", script], cwd=self.root, capture_output=True, text=True, timeout=120,
                              env={**os.environ, "PATH": os.path.dirname(WEIR) + ":" + os.environ["PATH"], **env})
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout

    def add_query_in_loop(self):
        self.write("a.py", "import sqlite3\n\ndb = sqlite3.connect('x')\n\n\ndef f(rows):\n    for row in rows:\n"
                           "        db.execute('SELECT 1 WHERE 1 = ?', (row,))\n")

    def made(self, *names):
        for name in names:
            self.assertTrue(os.path.getsize(os.path.join(self.root, "weir-report", name)), name)

    def test_gitlab(self):
        text = text_of("gitlab/weir.gitlab-ci.yml")
        script = re.search(r"^  script:\n    - \|\n((?:      .*\n)+)", text, re.M).group(1)
        self.assertIn("Passed: ", self.shell(script, 0, WEIR_BASE="HEAD~1"))
        self.made(*re.findall(r"(?:junit|codequality): weir-report/(\S+)", text), "index.html")
        self.add_query_in_loop()
        self.assertIn("loop-query", self.shell(script, 1, WEIR_BASE="HEAD"))
        self.shell(script, 2, WEIR_BASE="no-such-revision")

    def test_jenkins(self):
        text = text_of("jenkins/Jenkinsfile")
        script = re.search(r"sh '''(.*?)'''", text, re.S).group(1)
        self.assertTrue(script.startswith("#!/bin/sh\n"))
        self.assertNotIn("\\", script)                  # Groovy would take it
        self.shell(script, 0)
        self.made("junit.xml", "weir.sarif", "index.html")
        self.git("remote", "add", "origin", self.root)
        self.git("checkout", "-q", "-b", "topic")
        self.add_query_in_loop()
        self.commit("slow")
        self.shell(script, 1, CHANGE_TARGET="main")
        self.shell(script, 3, CHANGE_TARGET="$(touch owned)")
        self.assertFalse(os.path.exists(os.path.join(self.root, "owned")))

    def test_nightly_history(self):
        script = re.search(r"^        run: \|\n((?:          .*\n)+)", text_of("workflows/weir-nightly.yml"), re.M).group(1)
        for night in range(63):
            self.write(f"nights/2026-01-01-{night:02}/run.json", run_json())
        self.write("weir-report/run.json", run_json("fail"))
        self.write("weir-report/index.html", "page")
        self.shell("set -e\n" + script, 0, NIGHT="7")
        nights = sorted(os.listdir(os.path.join(self.root, "nights")))
        self.assertEqual(len(nights), 61)                       # 60 nights and the page
        self.assertNotIn("2026-01-01-03", nights)
        page = self.read("nights/index.html")
        self.assertIn("Failed", page)
        self.assertIn("-7/index.html", page)
        os.remove(os.path.join(self.root, "weir-report/run.json"))
        self.shell("set -e\n" + script, 1, NIGHT="8")          # a night that was not measured is not published

    def test_pre_commit(self):
        with open(os.path.join(SOURCE, ".pre-commit-hooks.yaml"), encoding="utf-8") as file:
            entry = re.search(r"^  entry: (.*)$", file.read(), re.M).group(1)
        self.shell(entry, 0)
        self.add_query_in_loop()
        self.assertIn("loop-query", self.shell(entry, 1))
        self.commit("slow")
        self.shell(entry, 0)                            # it is there already


COMMENT = """
const fs = require('fs');
const [, , script, state] = process.argv;
const given = JSON.parse(fs.readFileSync(state, 'utf8'));
const calls = [];
const rest = {
  pulls: { list: 'pulls' },
  issues: { listComments: 'comments',
            createComment: async (what) => calls.push(['create', what]),
            updateComment: async (what) => calls.push(['update', what]) },
};
const github = { rest, paginate: async (what, how) => { calls.push([what, how]); return given[what]; } };
const context = { repo: { owner: 'o', repo: 'r' }, payload: { workflow_run: given.run } };
const core = { info: (text) => calls.push(['info', text]) };
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor;
new AsyncFunction('require', 'github', 'context', 'core', fs.readFileSync(script, 'utf8'))(require, github, context, core)
  .then(() => console.log(JSON.stringify(calls)), (e) => { console.log(e.message); process.exit(1); });
"""


@unittest.skipUnless(shutil.which("node"), "node is not installed")
class Comment(Case):
    """The script of weir-comment.yml against a GitHub that answers from a table."""

    def play(self, body, run=None, pulls=(), comments=(), code=0):
        text = text_of("workflows/weir-comment.yml")
        block = re.search(r"^          script: \|\n((?:            .*\n|\n)+)", text, re.M).group(1)
        self.write("comment/weir.md", body)
        self.write("state.json", json.dumps({"pulls": list(pulls), "comments": list(comments), "run": run or {
            "head_sha": "abc", "head_branch": "topic", "head_repository": {"owner": {"login": "fork"}}}}))
        done = subprocess.run(["node", self.write("play.js", COMMENT), self.write("script.js", block),
                               os.path.join(self.root, "state.json")], cwd=self.root, capture_output=True, text=True)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return json.loads(done.stdout) if code == 0 else done.stdout

    MARKER = "<!-- weir-report:weir -->"
    PULLS = [{"number": 8, "head": {"sha": "def"}}, {"number": 7, "head": {"sha": "abc"}}]

    def test_a_first_comment_goes_to_the_pull_request_of_that_commit(self):
        calls = self.play(self.MARKER + "\n## Passed\n", pulls=self.PULLS,
                          comments=[{"id": 1, "user": {"type": "User"}, "body": self.MARKER}])
        self.assertEqual(calls[0], ["pulls", {"owner": "o", "repo": "r", "state": "open", "head": "fork:topic"}])
        self.assertEqual(calls[-1][0], "create")
        self.assertEqual(calls[-1][1]["issue_number"], 7)

    def test_the_next_one_replaces_it(self):
        calls = self.play(self.MARKER + "\n## Failed\n", pulls=self.PULLS,
                          comments=[{"id": 5, "user": {"type": "Bot"}, "body": self.MARKER + "\nold"}])
        self.assertEqual((calls[-1][0], calls[-1][1]["comment_id"]), ("update", 5))

    def test_a_commit_that_has_moved_on_gets_nothing(self):
        calls = self.play(self.MARKER + "\n", pulls=self.PULLS[:1])
        self.assertEqual(calls[-1][0], "info")

    def test_what_is_no_report_is_refused(self):
        for body in ("anything", self.MARKER + "x" * 70000, "<!-- weir-report:<b> -->\n", ""):
            self.assertIn("no report", self.play(body, pulls=self.PULLS, code=1))


if __name__ == "__main__":
    main()
