/* python_marks_test.c - marks of Python sources. */
#include "python_read.h"

static const char *const kinds[] = { "?", "branch", "arm", "join", "loop", "condition", "end", "return", "break",
				     "continue", "throw", "goto", "label", "keep", "mention" };

static const char *marks(const an_unit *u)
{
	static char text[1024];
	size_t n = 0;

	text[0] = '\0';
	for (an_id i = 1; i < an_unit_count(u, AN_MARKS); i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", i > 1 ? " " : "", kinds[an_mark_at(u, i)->kind]);
	return text;
}

TEST(branches_loops_and_leaving_are_marked)
{
	CHECK_STR(marks(PYTHON("def f(a):\n    if a:\n        return 1\n    elif a > 1:\n        a = 2\n    else:\n        a = 3\n")),
		  "branch arm return arm arm join");
	CHECK_STR(marks(PYTHON("def f(a):\n    for x in a:\n        if x:\n            break\n        continue\n")),
		  "loop condition branch arm break join continue end");
	CHECK_STR(marks(PYTHON("def f(a):\n    while True:\n        raise a\n")), "loop throw end");
	CHECK_STR(marks(PYTHON("def f(a):\n    try:\n        a()\n    except E:\n        a = 1\n    finally:\n        a = 2\n")),
		  "branch arm arm join");
	CHECK_STR(marks(PYTHON("def f(a):\n    return 1 if a else 2\n")), "branch arm arm join return");
}

TEST(globals_are_mentioned_once)
{
	CHECK_STR(marks(PYTHON("n = 0\ndef f():\n    global n\n    n += 1\n    n = n + 2\n")), "mention");
	CHECK_STR(marks(PYTHON("n = 0\ndef f():\n    n = 1\n")), "");
}

TEST(updates_and_shifts_are_told)
{
	const an_unit *u = PYTHON("n = 0\ndef f(k):\n    global n\n    n = n + 1\n    f(k - 1)\n");

	CHECK_EQ("updates", an_write_at(u, 2)->updates, 1);
	CHECK_TEXT(u, an_arg_at(u, 1)->text, "-1");
}
