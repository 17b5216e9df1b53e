#!/usr/bin/env python3
"""Help, version, wrong usage: exit codes and words."""
import os
import subprocess

from program import Case, main


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

    def test_colour_only_when_asked(self):
        self.write("a.c", "int f(void) { return 1; }\n")
        self.assertNotIn("\x1b[", self.weir("analyze", "a.c").out)
        self.assertIn("\x1b[", self.weir("analyze", "--color", "always", "a.c").out)


main()
