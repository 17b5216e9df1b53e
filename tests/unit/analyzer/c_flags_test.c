/* Command lines to libclang's flags: what goes through, what does not, and what is guessed. */
#include <stdio.h>
#include <sys/stat.h>
#include "analyzer/c/flags_p.h"
#include "tests/unit/unit.h"

static struct wr_arena *arena;
static struct an_c_database *database;
static struct an_c_flags flags;

static void forget(void)
{
	wr_arena_free(arena);
	an_c_database_free(database);
	database = NULL;
}

static void make(const char *json, const struct an_front_setup *setup, const char *path)
{
	static const struct an_front_setup none = { .root = "/nowhere" };
	struct wr_err err = { .code = WR_OK };

	forget();
	arena = wr_arena_new();
	if (json) {
		database = an_c_database_read(unit_temp_file(AN_C_DATABASE_NAME, json, strlen(json)), &err);
		if (!database)
			fail_msg("%s", err.message);
	}
	an_c_flags_make(arena, setup ? setup : &none, database, path, &flags);
}

/* The flags of /s/a.c (or a.cpp) compiled with these arguments. */
static void from_command(const char *arguments, const char *file)
{
	struct wr_buf json = WR_BUF_INIT;
	char path[256];

	snprintf(path, sizeof path, "/s/%s", file);
	wr_buf_printf(&json, "[{\"directory\":\"/s\",\"file\":\"%s\",\"command\":\"cc %s %s\"}]", file, arguments, file);
	make(json.data, NULL, path);
	wr_buf_free(&json);
}

static bool has(const char *flag)
{
	for (size_t i = 0; i < flags.count; i++) {
		if (!strcmp(flags.argv[i], flag))
			return true;
	}
	return false;
}

static bool has_pair(const char *flag, const char *value)
{
	for (size_t i = 0; i + 1 < flags.count; i++) {
		if (!strcmp(flags.argv[i], flag) && !strcmp(flags.argv[i + 1], value))
			return true;
	}
	return false;
}

#define CHECK_FLAG(flag) do { if (!has(flag)) fail_msg("%s is missing", flag); } while (0)
#define CHECK_NO_FLAG(flag) do { if (has(flag)) fail_msg("%s is there", flag); } while (0)

__attribute__((destructor)) static void forget_at_end(void)
{
	forget();
}

TEST(what_changes_the_meaning_goes_through)
{
	from_command("-Iinc -I inc2 -isystem /sys -DA=1 -D B -UC -std=c11 -include pre.h -pthread -m32 -fsigned-char -nostdinc",
		     "a.c");
	CHECK_FLAG("-I/s/inc");
	CHECK(has_pair("-I", "/s/inc2"));
	CHECK(has_pair("-isystem", "/sys"));
	CHECK_FLAG("-DA=1");
	CHECK(has_pair("-D", "B"));
	CHECK_FLAG("-UC");
	CHECK_FLAG("-std=c11");
	CHECK_FLAG("-pthread");
	CHECK_FLAG("-m32");
	CHECK_FLAG("-fsigned-char");
	CHECK_FLAG("-nostdinc");
	/* Past the driver, which would look for pre.h.gch. */
	CHECK(has_pair("-include", "-Xclang") && has_pair("-Xclang", "pre.h"));
	CHECK_FLAG("-xc");
	CHECK_FLAG("-w");
	CHECK_EQ("notes", flags.note_count, 0);
	CHECK_STR(flags.file, "/s/a.c");
	CHECK(!flags.cpp);
}

/* A database comes from the repository under test: nothing in it may run code or write files. */
TEST(what_could_do_harm_or_is_of_no_use_does_not)
{
	static const char *const gone[] = {
		"-c", "-o", "a.o", "-oa.o", "-MD", "-MF", "a.d", "-MT", "x", "-MJ", "j", "-include-pch", "p.pch", "-fplugin=evil.so",
		"-load", "evil.so", "-Xclang", "-mllvm", "-foo", "-Wall", "-Werror", "-g", "-O2", "-fconserve-stack", "-flto",
		"-fmodules", "-save-temps", "--config", "cfg", "-serialize-diagnostics", "d.dia", "-ftime-trace=t", "-Wl,-x",
		"a.c", "-L", "lib", "-lm", "-mno-red-zone", "-fopenmp", "-fsanitize=address", "-fplugin-arg-x-y=z",
		"-fmodules-cache-path=/tmp/m", "-shared", "-", "-aux-info", "aux",
	};

	from_command("-c -o a.o -oa.o -MD -MF a.d -MT x -MJ j -include-pch p.pch -fplugin=evil.so -Xclang -load -Xclang evil.so "
		     "-Xclang -include-pch -Xclang p.pch -mllvm -foo -Wall -Werror -g -O2 -fconserve-stack -flto -fmodules "
		     "-save-temps --config cfg -serialize-diagnostics d.dia -ftime-trace=t -Wl,-x -L lib -lm -mno-red-zone "
		     "-fopenmp -fsanitize=address -fplugin-arg-x-y=z -fmodules-cache-path=/tmp/m -shared - -aux-info aux -DKEPT",
		     "a.c");
	for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
		CHECK_NO_FLAG(gone[i]);
	CHECK_FLAG("-DKEPT");
}

TEST(paths_are_those_of_the_folder_of_the_command)
{
	char want[4200];
	const char *header = unit_temp_file("forced.h", "", 0);
	struct wr_buf json = WR_BUF_INIT;

	from_command("-I../x -I. -I/abs -I=sys -iquote q -isystem ./s/../t --sysroot=root -isysroot r -imacros m.h -Dinc=x", "a.c");
	CHECK_FLAG("-I/x");
	CHECK_FLAG("-I/s");
	CHECK_FLAG("-I/abs");
	CHECK_FLAG("-I=sys");
	CHECK(has_pair("-iquote", "/s/q"));
	CHECK(has_pair("-isystem", "/s/t"));
	CHECK_FLAG("--sysroot=/s/root");
	CHECK(has_pair("-isysroot", "/s/r"));
	CHECK(has_pair("-imacros", "/s/m.h"));
	CHECK_FLAG("-Dinc=x");
	wr_buf_printf(&json, "[{\"directory\":\"%s\",\"file\":\"a.c\",\"command\":\"cc -include forced.h -include none.h a.c\"}]",
		      unit_temp_dir());
	snprintf(want, sizeof want, "%s/a.c", unit_temp_dir());
	make(json.data, NULL, want);
	CHECK(has_pair("-Xclang", header));
	CHECK(has_pair("-Xclang", "none.h"));
	wr_buf_free(&json);
}

TEST(what_xclang_protects_is_judged_like_all_else)
{
	from_command("-Xclang -include -Xclang cmake_pch.h -Xclang -DX", "a.c");
	CHECK(has_pair("-Xclang", "cmake_pch.h"));
	CHECK_FLAG("-DX");
}

TEST(an_option_without_its_argument_at_the_end_is_dropped)
{
	static const char *const last[] = { "-I", "-D", "-include", "-isystem", "-x", "-o", "-Xclang", "-MF", "-target" };

	for (size_t i = 0; i < sizeof last / sizeof *last; i++) {
		char json[256];

		snprintf(json, sizeof json, "[{\"directory\":\"/s\",\"file\":\"a.c\",\"arguments\":[\"cc\",\"a.c\",\"%s\"]}]", last[i]);
		make(json, NULL, "/s/a.c");
		CHECK_NO_FLAG(last[i]);
	}
}

TEST(languages_and_standards_suit_each_other)
{
	from_command("-std=c++20", "a.cpp");
	CHECK(flags.cpp && has("-xc++") && has("-std=c++20"));
	from_command("-std=c++20", "a.c");              /* libclang would refuse the file */
	CHECK(!flags.cpp && has("-xc"));
	CHECK_NO_FLAG("-std=c++20");
	from_command("-x c++ -std=gnu++17", "a.c");
	CHECK(flags.cpp && has("-xc++") && has("-std=gnu++17"));
	from_command("-xc -std=c99", "a.cpp");
	CHECK(!flags.cpp && has("-xc") && has("-std=c99"));
	from_command("-x assembler-with-cpp", "a.c");
	CHECK(!flags.cpp);
}

TEST(a_header_speaks_the_language_of_its_neighbours)
{
	make("[{\"directory\":\"/s\",\"file\":\"a.cpp\",\"command\":\"c++ -DX\"}]", NULL, "/s/a.h");
	CHECK(flags.cpp && has("-DX"));
	make("[{\"directory\":\"/s\",\"file\":\"a.cpp\",\"command\":\"c++\"},{\"directory\":\"/s\",\"file\":\"b.c\",\"command\":\"cc -DY\"}]",
	     NULL, "/s/a.h");
	CHECK(!flags.cpp && has("-DY"));
	make(NULL, NULL, "/s/a.h");
	CHECK(!flags.cpp);
	make(NULL, NULL, "/s/a.hpp");
	CHECK(flags.cpp);
}

TEST(wrappers_of_the_compiler_are_passed_over)
{
	make("[{\"directory\":\"/s\",\"file\":\"a.c\",\"arguments\":[\"ccache\",\"gcc\",\"-DX\",\"-c\",\"a.c\"]}]", NULL, "/s/a.c");
	CHECK_FLAG("-DX");
	CHECK_NO_FLAG("gcc");
}

TEST(a_file_without_entry_takes_the_given_flags_and_guesses)
{
	static const char *const given[] = { "-DGIVEN", "-I", "mine", "-fplugin=evil.so" };
	const char *root = unit_temp_dir();
	struct an_front_setup setup = { .root = root, .flags = given, .flag_count = 4 };
	char path[4096], want[4200];

	snprintf(path, sizeof path, "%s/include", root);
	mkdir(path, 0777);
	snprintf(path, sizeof path, "%s/lib", root);
	mkdir(path, 0777);
	snprintf(path, sizeof path, "%s/lib/include", root);
	mkdir(path, 0777);
	snprintf(path, sizeof path, "%s/other", root);
	mkdir(path, 0777);
	unit_temp_file("other/string.h", "", 0);
	snprintf(path, sizeof path, "%s/empty", root);
	mkdir(path, 0777);
	snprintf(path, sizeof path, "%s/lib/a.c", root);
	make(NULL, &setup, path);
	CHECK_FLAG("-DGIVEN");
	snprintf(want, sizeof want, "%s/mine", root);
	CHECK(has_pair("-I", want));
	CHECK_NO_FLAG("-fplugin=evil.so");
	CHECK_FLAG("-std=gnu17");
	snprintf(want, sizeof want, "-I%s/lib", root);
	CHECK_FLAG(want);
	snprintf(want, sizeof want, "-I%s/lib/include", root);
	CHECK_FLAG(want);
	snprintf(want, sizeof want, "-I%s/include", root);
	CHECK_FLAG(want);
	snprintf(want, sizeof want, "-I%s", root);
	CHECK_FLAG(want);
	snprintf(want, sizeof want, "-I%s/other", root);        /* its string.h would hide the system's */
	CHECK_NO_FLAG(want);
	snprintf(want, sizeof want, "-iquote%s/other", root);
	CHECK_FLAG(want);
	snprintf(want, sizeof want, "-idirafter%s/other", root);
	CHECK_FLAG(want);
	snprintf(want, sizeof want, "-iquote%s/empty", root);
	CHECK_NO_FLAG(want);
	snprintf(want, sizeof want, "-I%s", "/tmp");            /* above root */
	CHECK_NO_FLAG(want);
	setup.flag_count = 0;
	snprintf(path, sizeof path, "%s/lib/a.cpp", root);
	make(NULL, &setup, path);
	CHECK_NO_FLAG("-DGIVEN");
	CHECK_FLAG("-std=gnu++20");
}

TEST(given_flags_go_before_a_neighbour_and_a_neighbour_before_guesses)
{
	static const char *const given[] = { "-DGIVEN" };
	struct an_front_setup setup = { .root = "/s", .flags = given, .flag_count = 1 };
	static const char json[] = "[{\"directory\":\"/s\",\"file\":\"a.c\",\"command\":\"cc -DENTRY\"}]";

	make(json, &setup, "/s/a.c");
	CHECK_FLAG("-DENTRY");
	CHECK_NO_FLAG("-DGIVEN");
	make(json, &setup, "/s/new.c");
	CHECK_FLAG("-DGIVEN");
	CHECK_NO_FLAG("-DENTRY");
	make(json, NULL, "/s/new.c");
	CHECK_FLAG("-DENTRY");
	make(json, NULL, "/t/new.c");
	CHECK_NO_FLAG("-DENTRY");
}

TEST(response_files_are_read)
{
	static const char outer[] = "-DFROM_FILE '-DSPACE=a b'\n@nested.rsp";
	struct wr_buf json = WR_BUF_INIT;
	char path[4096];

	unit_temp_file("flags.rsp", outer, strlen(outer));
	unit_temp_file("nested.rsp", "-DNESTED -fplugin=evil.so @flags.rsp", 36);
	wr_buf_printf(&json, "[{\"directory\":\"%s\",\"file\":\"a.c\",\"command\":\"cc @flags.rsp -DAFTER a.c\"}]", unit_temp_dir());
	snprintf(path, sizeof path, "%s/a.c", unit_temp_dir());
	make(json.data, NULL, path);
	CHECK_FLAG("-DFROM_FILE");
	CHECK_FLAG("-DSPACE=a b");
	CHECK_FLAG("-DNESTED");
	CHECK_FLAG("-DAFTER");
	CHECK_NO_FLAG("-fplugin=evil.so");
	CHECK(flags.note_count > 0);                            /* they name each other */
	CHECK_HAS(flags.notes[0], "too deeply");
	wr_buf_free(&json);
}

TEST(a_response_file_that_is_not_there_is_told)
{
	from_command("@none.rsp -DX", "a.c");
	CHECK_FLAG("-DX");
	CHECK_EQ("notes", flags.note_count, 1);
	CHECK_HAS(flags.notes[0], "/s/none.rsp");
}

TEST(a_command_that_cannot_be_split_is_told)
{
	make("[{\"directory\":\"/s\",\"file\":\"a.c\",\"command\":\"cc 'a\"}]", NULL, "/s/a.c");
	CHECK_EQ("notes", flags.note_count, 1);
	CHECK_HAS(flags.notes[0], "quote");
	make("[{\"directory\":\"/s\",\"file\":\"a.c\",\"command\":\"\"}]", NULL, "/s/a.c");
	CHECK_EQ("notes", flags.note_count, 1);
	make("[{\"directory\":\"/s\",\"file\":\"a.c\",\"arguments\":[]}]", NULL, "/s/a.c");
	CHECK_EQ("notes", flags.note_count, 1);
}

TEST(a_second_try_leaves_out_what_only_some_machines_have)
{
	from_command("-march=znver99 --target=z80 -target z80 -m32 -DX -std=c11", "a.c");
	an_c_flags_plain(&flags);
	CHECK_FLAG("-DX");
	CHECK_FLAG("-std=c11");
	CHECK_FLAG("-xc");
	CHECK_NO_FLAG("-march=znver99");
	CHECK_NO_FLAG("--target=z80");
	CHECK_NO_FLAG("-target");
	CHECK_NO_FLAG("z80");
	CHECK_NO_FLAG("-m32");
}
