/* Linking: who calls whom, and what follows for each function. */
#include <stdio.h>
#include "tests/unit/analyzer/build.h"
#include "core/rng.h"

#define QUERY "dbapi.Cursor.execute"

static void check_calls(const char *caller, const char *callee)
{
	uint32_t f = node(caller), to = node(callee);

	for (uint32_t i = p->first_call[f]; i < p->first_call[f + 1]; i++) {
		if (p->calls[i].callee == to)
			return;
	}
	fail_msg("%s does not call %s", caller, callee);
}

static void check_calls_nothing(const char *caller)
{
	uint32_t f = node(caller);

	CHECK_EQ(caller, p->first_call[f + 1] - p->first_call[f], 0);
}

TEST(calls_are_linked_across_units)
{
	begin(AN_PYTHON, "app/a.py");
	call(function("app.a.run", 0), 0, "app.db.get", 0);
	begin(AN_PYTHON, "app/db.py");
	call(function("app.db.get", 0), 0, QUERY, 0);
	link_units();
	check_calls("app.a.run", "app.db.get");
	CHECK(effects("app.db.get") & AN_QUERIES);
	CHECK(effects("app.a.run") & AN_QUERIES);
	CHECK(effects("app.a.run") & AN_BLOCKS);
	done();
}

TEST(a_witness_leads_down_to_the_cause)
{
	begin(AN_PYTHON, "a.py");
	call(function("top", 0), 0, "middle", 0);
	call(function("middle", 0), 0, "bottom", 0);
	an_id f = function("bottom", 0);
	call(f, 0, "len", 0);
	an_id op = call(f, 0, QUERY, 0);
	link_units();

	const struct an_witness *w = &p->nodes[node("top")].witness[0];
	CHECK_EQ("depth", w->depth, 2);
	CHECK_EQ("callee", w->callee, node("middle"));
	w = &p->nodes[w->callee].witness[0];
	CHECK_EQ("then", w->callee, node("bottom"));
	w = &p->nodes[w->callee].witness[0];
	CHECK_EQ("cause", w->op, op);
	CHECK_EQ("no further", w->callee, 0);
	done();
}

TEST(the_shortest_of_several_ways_is_the_witness)
{
	begin(AN_PYTHON, "a.py");
	an_id f = function("top", 0);
	call(f, 0, "far", 0);
	an_id direct = call(f, 0, QUERY, 0);
	call(function("far", 0), 0, QUERY, 0);
	link_units();
	CHECK_EQ("op", p->nodes[node("top")].witness[0].op, direct);
	CHECK_EQ("depth", p->nodes[node("top")].witness[0].depth, 0);
	done();
}

TEST(a_functions_of_a_header_is_kept_once)
{
	for (int i = 0; i < 2; i++) {
		begin(AN_C, i ? "b.c" : "a.c");
		an_id f = an_add_function(b, &(struct an_function){ .key = an_intern(b, "c:@F@inline_one"),
			.path = an_intern(b, "one.h"), .span = { 3, 1, 5, 2 } });
		call(f, 0, "strlen", 0);
		call(function(i ? "c:@F@g" : "c:@F@f", 0), 0, "c:@F@inline_one", 0);
	}
	link_units();
	CHECK_EQ("functions", p->node_count, 3);
	check_calls("c:@F@f", "c:@F@inline_one");
	check_calls("c:@F@g", "c:@F@inline_one");
	done();
}

/* Two programs in one tree, each with its own usage(). */
TEST(of_equal_names_the_one_in_the_same_unit_is_meant)
{
	begin(AN_C, "a.c");
	call(function("usage", 0), 0, "fopen", 0);
	call(function("main_a", 0), 0, "usage", 0);
	begin(AN_C, "b.c");
	next_line = 20;
	call(function("usage", 0), 0, "system", 0);
	call(function("main_b", 0), 0, "usage", 0);
	link_units();
	CHECK_EQ("functions", p->node_count, 4);
	CHECK_EQ("a", effects("main_a"), AN_OPENS);
	CHECK_EQ("b", effects("main_b"), AN_SPAWNS | AN_BLOCKS);
	done();
}

TEST(aliases_are_followed)
{
	begin(AN_PYTHON, "app/__init__.py");
	an_add_alias(b, "app.get", "app.db.get");               /* from .db import get */
	an_add_alias(b, "app.store", "app.db");                 /* from . import db as store */
	an_add_alias(b, "app.loop", "app.loop2");
	an_add_alias(b, "app.loop2", "app.loop");
	an_add_alias(b, "app.sleep", "time.sleep");
	begin(AN_PYTHON, "app/db.py");
	call(function("app.db.get", 0), 0, QUERY, 0);
	begin(AN_PYTHON, "use.py");
	call(function("direct", 0), 0, "app.get", 0);
	call(function("prefix", 0), 0, "app.store.get", 0);
	call(function("circle", 0), 0, "app.loop", 0);
	call(function("outside", 0), 0, "app.sleep", 0);
	link_units();
	check_calls("direct", "app.db.get");
	check_calls("prefix", "app.db.get");
	check_calls_nothing("circle");
	CHECK(effects("outside") & AN_SLEEPS);
	done();
}

TEST(classes_are_made_by_init_and_methods_are_inherited)
{
	const char *base[] = { "app.Base" }, *library[] = { "sqlite3.Cursor" };

	begin(AN_PYTHON, "app.py");
	an_add_class(b, "app.Base", "Base", NULL, 0);
	an_add_class(b, "app.Store", "Store", base, 1);
	an_add_class(b, "app.Mine", "Mine", library, 1);
	call(function("app.Store.__init__", AN_FN_METHOD), 0, "open", 0);
	call(function("app.Base.get", AN_FN_METHOD), 0, QUERY, 0);
	call(function("make", 0), 0, "app.Store", 0);
	call(function("inherited", 0), 0, "app.Store.get", 0);
	call(function("from_library", 0), 0, "app.Mine.execute", 0);
	call(function("unknown", 0), 0, "app.Store.missing", 0);
	link_units();
	check_calls("make", "app.Store.__init__");
	check_calls("inherited", "app.Base.get");
	CHECK(effects("from_library") & AN_QUERIES);
	check_calls_nothing("unknown");
	done();
}

TEST(a_dispatched_call_reaches_the_overrides)
{
	const char *base[] = { "c:@S@Base" };

	begin(AN_CPP, "a.cpp");
	an_add_class(b, "c:@S@Base", "Base", NULL, 0);
	an_add_class(b, "c:@S@Derived", "Derived", base, 1);
	function("c:@S@Base@F@run#", AN_FN_METHOD | AN_FN_VIRTUAL);
	call(function("c:@S@Derived@F@run#", AN_FN_METHOD | AN_FN_VIRTUAL), 0, "sqlite3_exec", 0);
	call(function("dispatched", 0), 0, "c:@S@Base@F@run#", AN_OP_VIRTUAL);
	call(function("exact", 0), 0, "c:@S@Base@F@run#", 0);
	link_units();
	check_calls("dispatched", "c:@S@Base@F@run#");
	check_calls("dispatched", "c:@S@Derived@F@run#");
	CHECK(effects("dispatched") & AN_QUERIES);
	CHECK(p->nodes[node("dispatched")].witness[0].guessed);
	CHECK_EQ("exact", effects("exact") & AN_QUERIES, 0);
	done();
}

TEST(classes_in_a_circle_end)
{
	const char *of_a[] = { "app.B" }, *of_b[] = { "app.A" };

	begin(AN_PYTHON, "app.py");
	an_add_class(b, "app.A", "A", of_a, 1);
	an_add_class(b, "app.B", "B", of_b, 1);
	call(function("f", 0), 0, "app.A.run", AN_OP_VIRTUAL);
	link_units();
	check_calls_nothing("f");
	done();
}

TEST(the_end_of_a_name_is_enough_where_the_source_folder_is_on_the_path)
{
	begin(AN_PYTHON, "src/shop/db.py");
	an_set_module(b, "src.shop.db");
	call(function("src.shop.db.get", 0), 0, QUERY, 0);
	begin(AN_PYTHON, "src/shop/app.py");
	an_set_module(b, "src.shop.app");
	call(function("run", 0), 0, "shop.db.get", 0);
	/* not in a package of that name, and not where knowledge says otherwise */
	begin(AN_PYTHON, "pkg/__init__.py");
	an_set_module(b, "pkg");
	begin(AN_PYTHON, "pkg/util.py");
	an_set_module(b, "pkg.util");
	call(function("pkg.util.save", 0), 0, QUERY, 0);
	call(function("run2", 0), 0, "util.save", 0);
	link_units();
	check_calls("run", "src.shop.db.get");
	CHECK(p->nodes[node("run")].witness[0].guessed);
	check_calls_nothing("run2");
	done();
}

TEST(recursion_is_closed)
{
	begin(AN_PYTHON, "a.py");
	an_id f = function("walk", 0);
	call(f, 0, "walk", 0);
	call(f, 0, QUERY, 0);
	call(function("even", 0), 0, "odd", 0);
	f = function("odd", 0);
	call(f, 0, "even", 0);
	call(f, 0, "time.sleep", 0);
	call(function("outer", 0), 0, "even", 0);
	function("alone", 0);
	link_units();
	CHECK(p->nodes[node("walk")].recursive);
	CHECK(p->nodes[node("even")].recursive && p->nodes[node("odd")].recursive);
	CHECK(!p->nodes[node("outer")].recursive && !p->nodes[node("alone")].recursive);
	CHECK(effects("even") & AN_SLEEPS);
	CHECK(effects("outer") & AN_SLEEPS);
	CHECK_EQ("alone", effects("alone"), 0);
	done();
}

/* Following witnesses must end whatever the graph looks like. */
TEST(witnesses_never_go_round_in_a_circle)
{
	enum { N = 200 };
	char name[16], callee[16];
	struct wr_rng rng;

	wr_rng_seed(&rng, 3);
	begin(AN_PYTHON, "a.py");
	for (int i = 0; i < N; i++) {
		snprintf(name, sizeof name, "f%d", i);
		an_id f = function(name, 0);
		for (int k = 0; k < 2; k++) {
			snprintf(callee, sizeof callee, "f%d", (int)wr_rng_below(&rng, N));
			call(f, 0, callee, 0);
		}
		if (i % 50 == 7)
			call(f, 0, i % 100 == 7 ? QUERY : "time.sleep", 0);
	}
	link_units();
	for (uint32_t f = 1; f <= p->node_count; f++) {
		for (unsigned bit = 0; bit < AN_EFFECT_COUNT; bit++) {
			uint32_t at = f;
			int steps = 0;

			if (!(p->nodes[f].effects >> bit & 1))
				continue;
			while (p->nodes[at].witness[bit].callee) {
				at = p->nodes[at].witness[bit].callee;
				CHECK(p->nodes[at].effects >> bit & 1);
				CHECK(steps++ < N);
			}
			CHECK(an_op_direct(p, at, p->nodes[at].witness[bit].op) >> bit & 1);
		}
	}
	done();
}

TEST(what_does_not_run_each_time_is_not_handed_on)
{
	static const struct { const char *name; uint32_t flags; } ways[] = {
		{ "cold", AN_OP_COLD }, { "deferred", AN_OP_DEFERRED }, { "memo", AN_OP_MEMO },
	};

	begin(AN_PYTHON, "a.py");
	call(function("get", 0), 0, QUERY, 0);
	for (size_t i = 0; i < 3; i++)
		call(function(ways[i].name, 0), 0, "get", ways[i].flags);
	call(function("direct_cold", 0), 0, QUERY, AN_OP_COLD);
	call(function("guarded", 0), 0, "get", AN_OP_GUARDED);
	call(function("cached", AN_FN_MEMOIZED), 0, QUERY, 0);
	call(function("uses_cached", 0), 0, "cached", 0);
	link_units();
	for (size_t i = 0; i < 3; i++)
		CHECK_EQ(ways[i].name, effects(ways[i].name) & AN_QUERIES, 0);
	CHECK_EQ("direct", effects("direct_cold"), 0);
	CHECK(effects("guarded") & AN_QUERIES);
	CHECK(effects("cached") & AN_QUERIES);
	CHECK_EQ("memoized", effects("uses_cached") & AN_QUERIES, 0);
	done();
}

TEST(a_coroutine_hands_on_only_what_is_awaited)
{
	begin(AN_PYTHON, "a.py");
	call(function("fetch", AN_FN_ASYNC), 0, "asyncpg.Connection.fetch", AN_OP_AWAITED);
	call(function("waits", AN_FN_ASYNC), 0, "fetch", AN_OP_AWAITED);
	call(function("starts", AN_FN_ASYNC), 0, "fetch", 0);
	link_units();
	CHECK(effects("waits") & AN_QUERIES);
	CHECK_EQ("not awaited", effects("starts"), 0);
	done();
}

TEST(a_function_given_as_an_argument_is_called)
{
	begin(AN_PYTHON, "a.py");
	struct an_arg arg = { .kind = AN_ARG_FUNCTION, .text = an_intern(b, "key_of") };

	call(function("key_of", 0), 0, QUERY, 0);
	an_id f = function("sorts", 0);
	op_with((struct an_op){ .kind = AN_OP_CALL, .function = f, .arg_count = 1 }, "", "sorted", &arg, NULL);
	f = function("submits", 0);
	op_with((struct an_op){ .kind = AN_OP_CALL, .function = f, .arg_count = 1, .flags = AN_OP_DEFERRED }, "",
		"asyncio.to_thread", &arg, NULL);
	link_units();
	CHECK(effects("sorts") & AN_QUERIES);
	CHECK_EQ("deferred", effects("submits") & AN_QUERIES, 0);
	done();
}

TEST(a_receivers_name_is_a_guess)
{
	begin(AN_PYTHON, "a.py");
	an_id f = function("f", 0), cursor = parameter(f, "cursor", AN_VALUE_UNKNOWN);
	an_id g = function("g", 0), task = parameter(g, "task", AN_VALUE_UNKNOWN);
	an_id none[] = { 0 };

	an_id op = call_with(f, 0, "?.execute", cursor, none);
	call_with(g, 0, "?.execute", task, none);
	link_units();
	CHECK(effects("f") & AN_QUERIES);
	CHECK(p->nodes[node("f")].witness[0].guessed);
	CHECK(an_op_guessed(p, node("f"), op, AN_QUERIES));
	CHECK_EQ("task", effects("g"), 0);
	done();
}

TEST(users_add_effects_of_their_own)
{
	struct an_effect_setting own[] = { { "my_get", "query" }, { "my_get", "block" }, { "app.Store.fetch", "query" } };
	struct an_options o = { .effects = own, .effect_count = 3 };
	struct wr_err err;

	begin(AN_C, "a.c");
	call(function("c:@F@f", 0), 0, "my_get", 0);
	begin(AN_PYTHON, "app.py");
	function("app.Store.fetch", AN_FN_METHOD);
	call(function("g", 0), 0, "app.Store.fetch", 0);
	link_with(&o, &err);
	CHECK_EQ("f", effects("c:@F@f"), AN_QUERIES | AN_BLOCKS);
	CHECK_EQ("g", effects("g"), AN_QUERIES);
	done();

	own[0].effect = "frobnicate";
	begin(AN_C, "a.c");
	CHECK(link_with(&o, &err) == NULL);
	CHECK_EQ("code", err.code, WR_EUSAGE);
	CHECK_HAS(err.message, "frobnicate");
	CHECK_HAS(err.message, "my_get");
	done();
}

TEST(the_way_to_an_effect_and_back)
{
	struct an_way way;
	struct an_operand value;

	begin(AN_PYTHON, "a.py");
	an_id f = function("log", 0), path = parameter(f, "path", AN_VALUE_TEXT);
	call_with(f, 0, "open", 0, (an_id[]){ path, 0 });
	an_id g = function("run", 0), name = parameter(g, "name", AN_VALUE_TEXT);
	an_id op = call_with(g, 0, "log", 0, (an_id[]){ name, 0 });
	link_units();
	CHECK(an_find_way(p, node("run"), op, AN_OPENS, 3, &way));
	CHECK_EQ("calls", way.last, 1);
	CHECK_EQ("function", way.function[1], node("log"));
	CHECK(an_op_subject(p, way.function[1], way.op[1], &value));
	CHECK_EQ("subject", value.symbol, path);
	CHECK_EQ("top", an_follow_up(p, &way, &value), 0);
	CHECK_EQ("value", value.symbol, name);
	CHECK(!an_find_way(p, node("run"), op, AN_OPENS, 0, &way));
	CHECK(!an_find_way(p, node("run"), op, AN_QUERIES, 3, &way));
	done();
}

/* Deep chains and one large component: neither recursion nor time may run away. */
TEST(a_long_chain_of_calls_is_linked)
{
	enum { N = 20000 };
	char name[16], callee[16];

	begin(AN_PYTHON, "a.py");
	for (int i = 0; i < N; i++) {
		snprintf(name, sizeof name, "f%d", i);
		snprintf(callee, sizeof callee, "f%d", i + 1);
		an_id f = function(name, 0);
		call(f, 0, i + 1 < N ? callee : QUERY, 0);
		if (i == N - 1)
			call(f, 0, "f0", 0);
	}
	link_units();
	CHECK(effects("f0") & AN_QUERIES);
	CHECK(p->nodes[node("f0")].recursive);
	CHECK_EQ("depth is capped", p->nodes[node("f0")].witness[0].depth, 255);
	done();
}

TEST(a_generator_runs_where_it_is_iterated)
{
	an_id f, loop, op;

	begin(AN_PYTHON, "a.py");
	call(function("rows", AN_FN_GENERATOR), 0, QUERY, 0);
	call(function("makes", 0), 0, "rows", 0);
	/* for row in rows() */
	f = function("loops", 0);
	op = call(f, 0, "rows", 0);
	loop = loop_over(f, 0, 0, 0);
	an_edit_loop(b, loop)->header = an_edit_op(b, op)->span;
	/* list(rows()) */
	f = function("lists", 0);
	op = call(f, 0, "rows", 0);
	an_id list = call(f, 0, "list", 0);
	an_edit_op(b, list)->span = an_edit_op(b, op)->span;
	/* kept = rows(); for row in kept */
	f = function("keeps", 0);
	an_id kept = symbol(f, "kept", AN_LOCAL, AN_VALUE_UNKNOWN, 0);
	op = call(f, 0, "rows", 0);
	an_edit_op(b, op)->result = kept;
	loop_over(f, 0, kept, 0);
	link_units();
	CHECK_EQ("makes", effects("makes") & AN_QUERIES, 0);
	CHECK(effects("loops") & AN_QUERIES);
	CHECK(effects("lists") & AN_QUERIES);
	CHECK(effects("keeps") & AN_QUERIES);
	done();
}

TEST(what_always_runs_is_the_witness_before_what_runs_sometimes)
{
	begin(AN_PYTHON, "a.py");
	an_id f = function("f", 0);
	call(f, 0, QUERY, AN_OP_GUARDED);
	call(f, 0, "always", 0);
	call(function("always", 0), 0, QUERY, 0);
	link_units();
	CHECK_EQ("callee", p->nodes[node("f")].witness[0].callee, node("always"));
	CHECK(!p->nodes[node("f")].witness[0].guarded);
	done();
}
