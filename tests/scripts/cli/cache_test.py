#!/usr/bin/env python3
"""The cache as a user meets it: where it lives, how it is switched off, and whose it is."""
import os
import shutil

from program import WEIR, Case, main

LOOP = ("#include <string.h>\nint f(const char *s)\n{\n\tint n = 0;\n\tfor (size_t i = 0; i < strlen(s); i++)\n"
        "\t\tn += s[i] == 32;\n\treturn n;\n}\n")


class Cache(Case):
    def setUp(self):
        super().setUp()
        self.write("src/a.c", LOOP)
        self.place = os.path.join(self.root, "xdg")
        self.env = {"XDG_CACHE_HOME": self.place, "HOME": os.path.join(self.root, "home"), "WEIR_CACHE_DIR": ""}

    def cached(self, *arguments, code=1, program=WEIR, **env):
        """How many files were not read again."""
        result = self.weir("analyze", "src", "-v", *arguments, code=code, env={**self.env, **env}, program=program)
        self.assertIn("quad-strlen-cond", result.out)
        return int(result.err.split(" files were not read again")[0].split()[-1])

    def entries(self, *parts):
        """One for the file, one for the result."""
        folder = os.path.join(self.root, *parts, "units-1")
        return len(os.listdir(folder)) if os.path.isdir(folder) else 0

    def test_where_it_lives(self):
        self.assertEqual((self.cached(), self.cached()), (0, 1))
        self.assertEqual(self.entries("xdg", "weir"), 2)
        with open(os.path.join(self.place, "weir", "CACHEDIR.TAG"), encoding="utf-8") as tag:
            self.assertTrue(tag.read().startswith("Signature: 8a477f597d28d172789f06886806bc55"))
        self.assertEqual(self.cached(XDG_CACHE_HOME=""), 0)
        self.assertEqual(self.entries("home", ".cache", "weir"), 2)
        self.assertEqual(self.cached(WEIR_CACHE_DIR=os.path.join(self.root, "own")), 0)
        self.assertEqual(self.entries("own"), 2)
        self.assertEqual((self.cached("--cache-dir", "named"), self.cached("--cache-dir=named")), (0, 1))
        self.assertEqual(self.entries("named"), 2)

    def test_switched_off(self):
        self.assertEqual((self.cached("--no-cache"), self.cached("--no-cache")), (0, 0))
        self.assertEqual(self.entries("xdg", "weir"), 0)

    def test_in_the_configuration(self):
        self.write("weir.yaml", "version: 1\nanalyze: { cache-dir: .cache }\n")
        self.assertEqual((self.cached(), self.cached()), (0, 1))
        self.assertEqual(self.entries(".cache"), 2)
        self.write("weir.yaml", "version: 1\nanalyze: { cache: false }\n")
        self.assertEqual((self.cached(), self.cached()), (0, 0))
        self.write("weir.yaml", "version: 1\nanalyze: { cache-size: 12 }\n")
        self.assertIn("weir.yaml:2:", self.weir("analyze", code=2, env=self.env).err)

    def test_another_weir_reads_anew(self):
        other = shutil.copy(WEIR, os.path.join(self.root, "weir"))
        self.assertEqual((self.cached(), self.cached(program=other)), (0, 1))
        with open(other, "ab") as out:          # behind what an ELF file needs: it still runs
            out.write(b"\0")
        self.assertEqual((self.cached(program=other), self.cached(program=other), self.cached()), (0, 1, 1))

    def test_no_home_no_cache(self):
        self.assertEqual(self.cached(XDG_CACHE_HOME="", HOME=""), 0)

    def test_the_report_is_the_same(self):
        def report():
            self.weir("analyze", "src", "--format", "json", "--output", "run.json", code=1, env=self.env)
            return [line for line in self.read("run.json").splitlines() if '"seconds"' not in line]
        self.assertEqual(report(), report())


if __name__ == "__main__":
    main()
