/* Look-ups in the knowledge of libraries. */
#include "tests/unit/unit.h"
#include "analyzer/effects.h"

static uint32_t effects_of(enum an_language language, const char *name)
{
	const struct an_api *api = an_api_find(language, name);

	return api ? api->effects : 0;
}

TEST(every_effect_has_a_name_that_reads_back)
{
	for (unsigned i = 0; i < AN_EFFECT_COUNT; i++) {
		const char *name = an_effect_name(1u << i);

		CHECK(name != NULL);
		CHECK_EQ(name, an_effect_from(name), 1u << i);
	}
	CHECK(an_effect_name(3) == NULL);
	CHECK(an_effect_name(1u << AN_EFFECT_COUNT) == NULL);
	CHECK_EQ("unknown", an_effect_from("frobnicate"), 0);
	CHECK_EQ("empty", an_effect_from(""), 0);
}

TEST(calls_are_found_by_language_and_name)
{
	static const struct { enum an_language language; const char *name; uint32_t bits; int subject; } cases[] = {
		{ AN_C, "strlen", AN_WALKS | AN_PURE, 0 },
		{ AN_C, "regcomp", AN_COMPILES, 1 },
		{ AN_C, "sqlite3_exec", AN_QUERIES | AN_BLOCKS, 1 },
		{ AN_C, "openat", AN_OPENS, 1 },
		{ AN_CPP, "std::find", AN_SEARCHES, 0 },
		{ AN_CPP, "std::string::find", AN_SEARCHES, AN_SUBJECT_RECEIVER },
		{ AN_PYTHON, "dbapi.Cursor.execute", AN_QUERIES | AN_BLOCKS, 0 },
		{ AN_PYTHON, "list.index", AN_SEARCHES, AN_SUBJECT_RECEIVER },
		{ AN_PYTHON, "time.sleep", AN_SLEEPS | AN_BLOCKS, AN_SUBJECT_NONE },
		{ AN_PYTHON, "requests.get", AN_NETWORK | AN_CONNECTS | AN_BLOCKS, 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct an_api *api = an_api_find(cases[i].language, cases[i].name);

		CHECK(api != NULL);
		CHECK_STR(api->name, cases[i].name);
		CHECK_EQ(cases[i].name, api->effects & cases[i].bits, cases[i].bits);
		CHECK_EQ(cases[i].name, api->subject, cases[i].subject);
	}
}

TEST(a_name_of_another_language_is_not_found)
{
	CHECK(an_api_find(AN_C, "std::find") == NULL);
	CHECK(an_api_find(AN_C, "requests.get") == NULL);
	CHECK(an_api_find(AN_PYTHON, "strlen") == NULL);
	CHECK(an_api_find(AN_PYTHON, "") == NULL);
	CHECK(an_api_find(AN_C, "strlenn") == NULL);
}

TEST(cpp_falls_back_on_c)
{
	CHECK_EQ("strlen", effects_of(AN_CPP, "strlen"), AN_WALKS | AN_PURE);
	CHECK_EQ("std::strlen", effects_of(AN_CPP, "std::strlen"), AN_WALKS | AN_PURE);
	CHECK(an_api_find(AN_C, "std::strlen") == NULL);
}

TEST(any_django_manager_is_known)
{
	CHECK(effects_of(AN_PYTHON, "?.objects.get") & AN_QUERIES);
	CHECK(effects_of(AN_PYTHON, "shop.models.Order.objects.get") & AN_QUERIES);
	CHECK_STR(an_api_returns(AN_PYTHON, "shop.models.Order.objects.filter"), "django.QuerySet");
	/* filter only describes the query */
	CHECK(an_api_find(AN_PYTHON, "shop.models.Order.objects.filter") == NULL);
	CHECK(an_api_find(AN_PYTHON, "x.objects.") == NULL);
}

TEST(an_overlong_manager_name_is_not_known)
{
	char name[400] = "x.objects.";

	memset(name + 10, 'g', sizeof name - 11);
	CHECK(an_api_find(AN_PYTHON, name) == NULL);
}

TEST(types_of_results_and_classes)
{
	CHECK_STR(an_api_returns(AN_PYTHON, "sqlite3.connect"), "dbapi.Connection");
	CHECK_STR(an_api_returns(AN_PYTHON, "dbapi.Connection.cursor"), "dbapi.Cursor");
	CHECK_STR(an_api_returns(AN_PYTHON, "open"), "io.File");
	CHECK_STR(an_api_returns(AN_PYTHON, "re.compile"), "re.Pattern");
	CHECK(an_api_returns(AN_PYTHON, "print") == NULL);
	CHECK_STR(an_api_class(AN_PYTHON, "psycopg2.extensions.cursor"), "dbapi.Cursor");
	CHECK(an_api_class(AN_PYTHON, "app.Order") == NULL);
}

TEST(an_unknown_receiver_is_judged_by_its_name)
{
	static const char *const good[] = { "cursor", "self.cursor", "self._conn", "read_cursor", "db", "app.state.db" };
	static const char *const bad[] = { "task", "command", "self.executor", "cursors", "curious", "" };

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		const struct an_api *api = an_api_guess(AN_PYTHON, "?.execute", good[i]);

		CHECK(api != NULL);
		CHECK(api->effects & AN_QUERIES);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(an_api_guess(AN_PYTHON, "?.execute", bad[i]) == NULL);
	CHECK(an_api_guess(AN_PYTHON, "?.frobnicate", "cursor") == NULL);
	CHECK(an_api_guess(AN_C, "?.execute", "cursor") == NULL);
}

/* Every row by its own name, read here a second time: no two rows may share one. */
TEST(every_row_is_found_and_no_name_stands_twice)
{
	static const struct an_api apis[] = {
#define API(language, name, effects, subject) { AN_##language, name, 0, 0 },
#define RETURNS(language, name, type)
#define CLASS(language, name, type)
#define GUESS(language, name, receivers, api)
#include "analyzer/knowledge/all.def"
#undef RETURNS
	};
	static const struct { int language; const char *name, *type; } returns[] = {
#undef API
#define API(language, name, effects, subject)
#define RETURNS(language, name, type) { AN_##language, name, type },
#include "analyzer/knowledge/all.def"
	};
	size_t n = sizeof apis / sizeof *apis;
	const struct an_api **found = calloc(n, sizeof *found);

	for (size_t i = 0; i < n; i++) {
		found[i] = an_api_find(apis[i].language, apis[i].name);
		CHECK(found[i] != NULL);
		CHECK_STR(found[i]->name, apis[i].name);
		CHECK(found[i]->effects != 0);
		/* A second row of the name would find the first one's entry, which stands before it. */
		CHECK(i == 0 || found[i] > found[i - 1]);
	}
	for (size_t i = 0; i < sizeof returns / sizeof *returns; i++)
		CHECK_STR(an_api_returns((enum an_language)returns[i].language, returns[i].name), returns[i].type);
	free(found);
}
