/* command_test.c - command lines to argv. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include "core/process.h"

/* The words with '|' between them, "" where there are none. */
static const char *split(const char *line)
{
	static char joined[1024];
	struct wr_arena *arena = wr_arena_new();
	struct wr_err err = { WR_OK, "" };
	const char *const *argv = wr_command_split(arena, line, &err);

	joined[0] = '\0';
	if (!argv)
		snprintf(joined, sizeof joined, "error %d: %s", err.code, err.message);
	for (int i = 0; argv && argv[i]; i++)
		snprintf(joined + strlen(joined), sizeof joined - strlen(joined), "%s%s", i ? "|" : "", argv[i]);
	wr_arena_free(arena);
	return joined;
}

TEST(words_are_split_at_blanks)
{
	CHECK_STR(split("make -C tree"), "make|-C|tree");
	CHECK_STR(split("  a\t b  "), "a|b");
	CHECK_STR(split("one"), "one");
}

TEST(quotes_keep_blanks_and_join)
{
	CHECK_STR(split("grep 'a b' \"c d\""), "grep|a b|c d");
	CHECK_STR(split("p --name='a b'c"), "p|--name=a bc");
	CHECK_STR(split("p '' \"\""), "p||");
	CHECK_STR(split("p '\"' \"'\""), "p|\"|'");
	CHECK_STR(split("awk '{ print $1 | \"sort\" }' f"), "awk|{ print $1 | \"sort\" }|f");
}

TEST(shell_syntax_goes_to_a_shell_as_it_is)
{
	static const char *const lines[] = {
		"a | b", "a && b", "a; b", "a > f", "a < f", "echo $HOME", "echo \"$HOME\"", "echo `date`", "ls *.c",
		"ls a?", "ls [ab]", "A=1 env", "~/bin/x", "cd dir", "exit 3", "a \\\n b", "(a)", "a &", "a # why",
		"echo \"a\\\"b\"", "a\nb", ". ./x", "! a",
	};

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		char want[80];

		snprintf(want, sizeof want, "sh|-c|%s", lines[i]);
		CHECK_STR(split(lines[i]), want);
	}
}

TEST(what_only_looks_like_shell_syntax_does_not)
{
	CHECK_STR(split("./run --size=10 a~ b#c {} x!"), "./run|--size=10|a~|b#c|{}|x!");
}

TEST(an_open_quote_and_an_empty_line_are_errors)
{
	CHECK_STR(split("echo 'a b"), "error 1: a quote is not closed in the command: echo 'a b");
	CHECK_STR(split("echo \"a"), "error 1: a quote is not closed in the command: echo \"a");
	CHECK_STR(split(""), "error 1: the command is empty");
	CHECK_STR(split(" \t "), "error 1: the command is empty");
	CHECK_STR(split("''"), "error 1: the command is empty");
}
