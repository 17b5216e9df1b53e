#!/usr/bin/env python3
"""Help, version, wrong usage: exit codes and words."""
import os
import re
import subprocess

from program import SOURCE, Case, main


class Usage(Case):
    def test_version(self):
        self.assertRegex(self.weir("--version", code=0).out, r"^weir \d+\.\d+\.\d+")

    def test_every_command_has_help(self):
        overview = self.weir("--help", code=0).out
        commands = [line.split()[0] for line in overview.split("Commands:\n")[1].split("\n\n")[0].splitlines()]
        self.assertIn("analyze", commands)
        for command in commands:
            text = self.weir(command, "--help", code=0).out
            self.assertTrue(text.startswith(f"Usage: weir {command}"), text)
            self.assertIn("--format", text)

    def test_nothing_said(self):
        self.assertIn("Usage", self.weir(code=2).err)

    def test_unknown_command_is_guessed(self):
        self.assertIn("did you mean 'analyze'", self.weir("analyse", code=2).err + self.weir("ana", code=2).err)

    def test_unknown_option_is_guessed(self):
        self.assertIn("--changed-since", self.weir("analyze", "--changed-sinc", "x", code=2).err)

    def test_bad_values(self):
        for arguments in (["analyze", "--fail-on", "sometimes"], ["analyze", "--jobs", "-1"],
                          ["bench", "--runs", "none", "--", "true"], ["bench", "--base-cmd", "true"],
                          ["cache"], ["load"], ["profile"], ["explain", "no-such-rule"], ["baseline", "eat"],
                          ["report"], ["run", "extra"], ["run", "--only", "nothing"],
                          ["analyze", "--format", "papyrus", "."], ["analyze", "--format", "text,json", "."]):
            result = self.weir(*arguments)
            self.assertIn(result.returncode, (2, 3), arguments)
            self.assertTrue(result.err.startswith("weir: "), arguments)

    def test_rules_and_pages(self):
        rules = [line.split()[0] for line in self.weir("rules", code=0).out.splitlines()]
        self.assertIn("loop-query-indirect", rules)
        self.assertIn("bench-slower", rules)
        for rule in rules:
            self.assertIn(rule, self.weir("explain", rule, code=0).out)

    def test_manual_and_completions(self):
        page = self.write("weir.1", self.weir("manual", "man", code=0).stdout)
        if any(os.access(os.path.join(p, "mandoc"), os.X_OK) for p in os.environ["PATH"].split(":")):
            lint = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", page], capture_output=True, text=True)
            self.assertEqual(lint.stdout, "")
        script = self.write("weir.bash", self.weir("manual", "bash", code=0).stdout)
        check = subprocess.run(
            ["bash", "-c", 'source "$1"; COMP_WORDS=(weir analyze --ba); COMP_CWORD=2; _weir; echo "${COMPREPLY[@]}"',
             "bash", script], capture_output=True, text=True, check=True)
        self.assertEqual(check.stdout.split(), ["--baseline"])
        for shell in ("zsh", "fish"):
            self.assertIn("analyze", self.weir("manual", shell, code=0).out)

    def test_the_configuration_page_is_what_the_tables_say(self):
        with open(os.path.join(SOURCE, "docs/configuration.md"), encoding="utf-8") as page:
            self.assertEqual(page.read(), self.weir("manual", "configuration", code=0).out,
                             "the tables of cli/config.c have changed: weir manual configuration -o docs/configuration.md")

    def test_the_exit_codes_page_says_what_help_says(self):
        with open(os.path.join(SOURCE, "docs/exit-codes.md"), encoding="utf-8") as page:
            rows = re.findall(r"^\| (\d+) \| (.*?) \|", page.read(), re.M)
        said = self.weir("--help", code=0).out.split("Exit codes:\n")[1]
        self.assertEqual(rows, re.findall(r"^  (\d+) +(.*)$", said, re.M))

    def test_every_format_is_named_in_help(self):
        with open(os.path.join(SOURCE, "report/formats.def"), encoding="utf-8") as table:
            formats = re.findall(r"^FORMAT\((\w+)\)", table.read(), re.M)
        named = re.search(r"--format FORMAT,\.\.\. +(.*) \(default", self.weir("report", "--help", code=0).out).group(1)
        self.assertEqual(len(named.split(", ")), len(formats))
        self.write("run.json", '{"schema": "weir.run/1", "tool": {"name": "weir", "version": "0"}, "verdict": "pass", '
                               '"stages": [], "findings": [], "measures": [], "series": [], "artifacts": [], "notices": []}')
        for name in named.split(", "):
            self.weir("report", "run.json", "--format", name, "--out", "out", code=0)
        self.assertEqual(len(os.listdir(os.path.join(self.root, "out"))), len(formats))

    def test_colour_only_when_asked(self):
        self.write("a.c", "int f(void) { return 1; }\n")
        self.assertNotIn("\x1b[", self.weir("analyze", "a.c").out)
        self.assertIn("\x1b[", self.weir("analyze", "--color", "always", "a.c").out)


main()
