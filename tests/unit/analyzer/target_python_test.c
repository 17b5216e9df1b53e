/* target_python_test.c - which Python a project says that it is for. */
#include "tests/unit/unit.h"

#include <string.h>
#include "analyzer/target_python_p.h"

static unsigned read_text(const char *text)
{
	return an_required_python_in(text, strlen(text));
}

TEST(lower_bounds_are_read)
{
	CHECK_EQ("[project]\nname = \"shop\"\nrequires-python = \">=3.9\"\n", read_text("[project]\nname = \"shop\"\nrequires-python = \">=3.9\"\n"), 9);
	CHECK_EQ("requires-python=\">= 3.10, <4\"", read_text("requires-python=\">= 3.10, <4\""), 10);
	CHECK_EQ("requires-python = \"~=3.11\"\n", read_text("requires-python = \"~=3.11\"\n"), 11);
	CHECK_EQ("requires-python = \"==3.12.*\"\n", read_text("requires-python = \"==3.12.*\"\n"), 12);
	CHECK_EQ("[options]\npython_requires = >=3.8\n", read_text("[options]\npython_requires = >=3.8\n"), 8);
	CHECK_EQ("[tool.poetry.dependencies]\npython = \"^3.7\"\n", read_text("[tool.poetry.dependencies]\npython = \"^3.7\"\n"), 7);
}

TEST(upper_bounds_say_nothing)
{
	CHECK_EQ("requires-python = \"<3.13,>=3.9\"\n", read_text("requires-python = \"<3.13,>=3.9\"\n"), 9);
	CHECK_EQ("requires-python = \"<3.13\"\n", read_text("requires-python = \"<3.13\"\n"), 0);
	CHECK_EQ("requires-python = \"!=3.10,>=3.8\"\n", read_text("requires-python = \"!=3.10,>=3.8\"\n"), 8);
}

TEST(what_is_not_there_is_not_known)
{
	CHECK_EQ("", read_text(""), 0);
	CHECK_EQ("name = \"shop\"\n", read_text("name = \"shop\"\n"), 0);
	CHECK_EQ("requires-python", read_text("requires-python"), 0);
	CHECK_EQ("requires-python =", read_text("requires-python ="), 0);
	CHECK_EQ("requires-python = \">=3.\"", read_text("requires-python = \">=3.\""), 0);
	CHECK_EQ("requires-python = \">=2.7\"", read_text("requires-python = \">=2.7\""), 0);
	CHECK_EQ("requires-pythonic = \">=3.9\"", read_text("requires-pythonic = \">=3.9\""), 0);
	CHECK_EQ("# requires-python = \">=3.9\"", read_text("# requires-python = \">=3.9\""), 0);
	CHECK_EQ("requires-python = \">=3.99999999999999999999\"", read_text("requires-python = \">=3.99999999999999999999\""), 0);
	CHECK_EQ("no folder", an_required_python("/no/such/folder"), 0);
}
