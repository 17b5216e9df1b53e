#!/usr/bin/env python3
"""C and C++ sources as they are found: odd names, odd builds, odd languages, too much of everything.

What cannot be read costs that file alone, and the run says which file and why; it never looks like passed.
"""
import json
import os

from program import Case, main

LOOP = ("#include <string.h>\nint f(const char *s) { int n = 0; for (size_t i = 0; i < strlen(s); i++) "
        "n += s[i] == 32; return n; }\n")
PLAIN = "int g(int x) { return x; }\n"


class Sources(Case):
    def analyze(self, *arguments, code):
        """The findings' paths and all notices, as a machine reads them."""
        self.weir("analyze", "--no-cache", "--format", "json", "--output", "run.json", *arguments, code=code)
        run = json.loads(self.read("run.json"))
        self.notices = [n["message"] for n in run["notices"]]
        self.measures = {m["name"]: m["value"] for m in run["measures"]}
        return sorted(f["location"]["path"] for f in run["findings"])

    def said(self, *parts):
        self.assertTrue(any(all(p in n for p in parts) for n in self.notices), self.notices)


class Builds(Sources):
    def database(self, entries, folder="."):
        self.write(os.path.join(folder, "compile_commands.json"), json.dumps(entries))

    def test_no_database(self):
        self.write("a.c", LOOP)
        self.assertEqual(self.analyze(".", code=1), ["a.c"])

    def test_flags_on_the_command_line(self):
        self.write("a.c", "#ifdef ON\n" + LOOP + "#endif\n")
        self.assertEqual(self.analyze("a.c", code=0), [])
        self.assertEqual(self.analyze("a.c", "--", "-DON", code=1), ["a.c"])

    def test_a_database_that_names_files_that_are_not_there(self):
        self.write("a.c", LOOP)
        self.database([{"directory": self.root, "file": f, "command": "cc -c " + f} for f in ("gone.c", "a.c", "away.c")])
        self.assertEqual(self.analyze(".", code=1), ["a.c"])
        self.said("compile_commands.json", "2 of the 3 files", "away.c")
        self.database([{"directory": "/nowhere", "file": "a.c", "command": "cc -c a.c"}])
        self.assertEqual(self.analyze(".", code=1), ["a.c"])
        self.said("none is there", "/nowhere/a.c", "another folder")

    def test_relative_folders_response_files_and_strange_flags(self):
        self.write("src/a.c", "#include <on.h>\n#ifdef ON\n#ifdef MORE\n" + LOOP + "#endif\n#endif\n")
        self.write("include/on.h", "#define ON 1\n")
        self.write("build/more.rsp", "-DMORE '-DTEXT=\"a b\"'")
        self.database([{"directory": "build", "file": "../src/a.c", "arguments": [
            "/opt/cross/bin/arm-gcc", "-I../include", "@more.rsp", "-include-pch", "x.pch", "-Xclang", "-load", "-Xclang",
            "plugin.so", "-fopenmp", "-fno-such-flag", "-mno-such-machine", "--param", "x=1", "-Winvalid", "-c", "../src/a.c"]}])
        self.assertEqual(self.analyze("src", code=1), ["src/a.c"])

    def test_a_response_file_that_is_gone_is_told(self):
        self.write("a.c", LOOP)
        self.database([{"directory": ".", "file": "a.c", "command": "cc @gone.rsp -c a.c"}])
        self.assertEqual(self.analyze("a.c", code=3), ["a.c"])
        self.said("gone.rsp", "cannot be read")

    def test_a_header_is_reported_once(self):
        self.write("shop.h", "#include <string.h>\nstatic inline int f(const char *s)\n{\n\tint n = 0;\n"
                             "\tfor (size_t i = 0; i < strlen(s); i++)\n\t\tn += s[i] == 32;\n\treturn n;\n}\n")
        for name in "abcd":
            self.write(name + ".c", '#include "shop.h"\nint %s(const char *s) { return f(s); }\n' % name)
        self.assertEqual(self.analyze(".", code=1), ["shop.h"])
        self.assertEqual(self.measures["analyze.functions"], 5)

    def test_system_headers_are_not_reported(self):
        self.write("lib/shop.h", "#include <string.h>\nstatic inline int f(const char *s)\n{\n\tint n = 0;\n"
                                 "\tfor (size_t i = 0; i < strlen(s); i++)\n\t\tn += s[i] == 32;\n\treturn n;\n}\n")
        self.write("a.c", "#include <shop.h>\nint a(const char *s) { return f(s); }\n")
        self.assertEqual(self.analyze("a.c", "--", "-Ilib", code=1), ["lib/shop.h"])
        self.assertEqual(self.analyze("a.c", "--", "-isystem", "lib", code=0), [])

    def test_openmp_loops_are_loops(self):
        self.write("a.c", LOOP.replace("for (", "\n#pragma omp parallel for reduction(+:n)\nfor ("))
        self.assertEqual(self.analyze("a.c", "--", "-fopenmp", code=1), ["a.c"])


class Languages(Sources):
    def test_c23(self):
        self.write("a.c", "constexpr int N = 3;\n[[nodiscard]] bool f(int n) { auto x = nullptr; typeof(n) y = n; "
                          "return x == nullptr && y == 0b10'1; }\nstatic_assert(N == 3);\nint h(...) { return 0; }\n" + LOOP.replace(" f(", " k("))
        self.assertEqual(self.analyze("a.c", code=1), ["a.c"])
        self.assertEqual(self.analyze("a.c", "--", "-std=c23", code=1), ["a.c"])
        self.assertEqual(self.notices, [])

    def test_kernighan_and_ritchie(self):
        self.write("a.c", "extern char *malloc();\ncount(s, n)\n\tchar *s;\n\tint n;\n{\n\tregister i, t = 0;\n"
                          "\tfor (i = 0; i < strlen(s); i++)\n\t\tt += s[i] == n;\n\treturn t;\n}\n"
                          "main(argc, argv) char **argv; { return count(argv[1], ' '); }\n")
        self.assertEqual(self.analyze("a.c", code=1), ["a.c"])

    def test_modules(self):
        self.write("shop.cppm", "export module shop;\nexport int total(int n) { return n; }\n")
        self.write("use.cpp", "import shop;\n" + LOOP)
        self.assertEqual(self.analyze(".", code=3), ["use.cpp"])
        self.said("module 'shop' not found")
        self.assertEqual(self.measures["analyze.files"], 2)
        self.assertEqual(self.measures["analyze.broken_files"], 1)

    def test_what_does_not_compile_is_read_as_far_as_it_goes(self):
        self.write("a.c", "int broken(int n) { for (int i = 0; i < n; i++ { }\n\n" + LOOP.replace("f(", "later(") + "int x = y;\n")
        self.write("b.c", LOOP + "int h(void) { undeclared(1, 2)->x = 3; }\n")
        self.assertEqual(self.analyze(".", code=3)[-1], "b.c")
        self.said("a.c:1:")
        self.said("b.c:3:")


class Names(Sources):
    NAMES = ["a b.c", "it's.c", 'say "hi".c', "new\nline.c", "esc\x1b[31mred.c", "tab\t.c", "-dash.c", "@at.c", "br[x].c",
             "b\\s.c", "::error::x.c", "$HOME.c", "`id`.c", 'dir with\n"quotes"/x.c', b"\xff\xfe.c"]

    def test_every_name_is_a_name(self):
        for name in self.NAMES:
            path = os.path.join(os.fsencode(self.root), b"odd", os.fsencode(name))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="ascii") as out:
                out.write(LOOP)
        self.assertEqual(len(self.analyze("odd", code=1)), len(self.NAMES))
        text = self.weir("analyze", "odd", "-v", "--no-cache", code=1).out
        self.assertNotIn("\x1b", text)
        self.assertNotIn("\n::error", text)

    def test_loops_of_links(self):
        self.write("src/a.c", LOOP)
        for link, target in (("self", "."), ("back", "../src"), ("x", "y"), ("y", "x"), ("x.c", "x.c"), ("gone.c", "nowhere.c")):
            os.symlink(target, os.path.join(self.root, "src", link))
        self.assertEqual(self.analyze("src", code=1), ["src/a.c"])
        self.assertIn("symbolic links", self.weir("analyze", "src/x.c", code=3).err)


class Limits(Sources):
    """Each of these costs itself; a.c beside it is analysed all the same."""

    def check(self, name, text, *said, code=3, files=2):
        self.write("a.c", LOOP)
        self.write(name, text)
        self.assertEqual(self.analyze(".", code=code), ["a.c"])
        if said:
            self.said(name.split("/")[-1], *said)
        self.assertEqual(self.measures["analyze.files"], files)

    def test_an_expression_of_200_000_terms(self):
        self.check("terms.c", "int t(int a) { return a" + " + a" * 200_000 + "; }\n", "nested too deeply")

    def test_an_include_cycle(self):
        self.write("x.h", '#include "y.h"\n')
        self.write("y.h", '#include "x.h"\n')
        self.check("cycle.c", '#include "x.h"\n' + PLAIN, "nested too deeply")

    def test_a_missing_header(self):
        self.check("missing.c", '#include "nowhere.h"\n' + PLAIN, "'nowhere.h' file not found")

    def test_a_file_that_takes_too_long(self):
        self.write("weir.yaml", "version: 1\nanalyze: { time-limit: 1s }\n")
        # every macro calls the one before twice: 2^26 additions
        text = "#define M0 a\n" + "".join(f"#define M{i} M{i - 1} + M{i - 1}\n" for i in range(1, 27))
        self.check("slow.c", text + "int t(int a) { return M26; }\n", "not analysed", files=1)
        # 1 s of processor time, or 10 s where the machine is so busy that it does not come to that
        self.assertRegex(" ".join(self.notices), r"took more than 1\.00? s of processor time|ran longer than 10\.00? s")
        # With nothing else to tell of, the error says it.
        self.assertIn("slow.c: not analysed: ", self.weir("analyze", "slow.c", code=3).err)

    def test_a_file_that_takes_too_much_memory(self):
        if os.path.basename(os.environ["WEIR_BUILD"]) in ("asan", "san"):
            self.skipTest("the sanitizer needs terabytes of address space for itself")
        self.write("weir.yaml", "version: 1\nanalyze: { memory-limit: 512MiB }\n")
        text = "#define M0 a\n" + "".join(f"#define M{i} M{i - 1} + M{i - 1}\n" for i in range(1, 27))
        self.check("large.c", text + "int t(int a) { return M26; }\n", "not analysed", "512 MiB", files=1)

    def test_a_generated_file_of_50_mb(self):
        line = ",".join(str(i % 256) for i in range(256)) + ",\n"
        self.check("table.c", "const unsigned char table[] = {\n" + line * (50 * 2**20 // len(line)) + "0};\n", code=1)


if __name__ == "__main__":
    main()
