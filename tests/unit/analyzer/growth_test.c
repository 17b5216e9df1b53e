/* Which loops grow, what stays the same in them, and who looks through whose containers. */
#include "tests/unit/analyzer/build.h"

static an_id loop_of(an_id f, struct an_loop l)
{
	l.function = f;
	l.kind = l.kind ? l.kind : AN_FOR;
	l.span = l.header = line_span();
	return an_add_loop(b, &l);
}

TEST(loops_with_a_bound_do_not_grow)
{
	static const struct { const char *what; struct an_loop loop; bool grows; } cases[] = {
		{ "plain", { .trip = 0 }, true },
		{ "three turns", { .trip = 3 }, false },
		{ "a million turns", { .trip = 1000000 }, true },
		{ "small", { .small = 1 }, false },
		{ "retry", { .flags = AN_LOOP_RETRY }, false },
		{ "halving", { .flags = AN_LOOP_HALVING }, false },
		{ "forever", { .flags = AN_LOOP_FOREVER, .kind = AN_WHILE }, false },
		{ "while", { .kind = AN_WHILE }, true },
	};
	an_id ids[8];

	begin(AN_C, "a.c");
	an_id f = function("f", 0);
	for (size_t i = 0; i < 8; i++)
		ids[i] = loop_of(f, cases[i].loop);
	link_units();
	for (size_t i = 0; i < 8; i++)
		CHECK_EQ(cases[i].what, an_loop_grows(p, node("f"), ids[i]), cases[i].grows);
	done();
}

TEST(what_is_walked_decides_too)
{
	begin(AN_PYTHON, "a.py");
	an_id f = function("f", 0);
	an_id small = symbol(f, "pair", AN_LOCAL, AN_VALUE_LIST, 0), argv = symbol(f, "sys.argv", AN_GLOBAL, AN_VALUE_LIST, 0);
	an_edit_symbol(b, small)->small = 1;
	an_id over_small = loop_over(f, 0, small, 0), over_argv = loop_over(f, 0, argv, 0);
	link_units();
	CHECK(!an_loop_grows(p, 1, over_small));
	CHECK(!an_loop_grows(p, 1, over_argv));
	done();
}

/* while True: message = queue.get() goes on with events; while True: line = f.readline() with input. */
TEST(endless_loops_wait_or_read)
{
	static const struct { const char *call; bool grows; } cases[] = {
		{ "queue.Queue.get", false }, { "time.sleep", false }, { "io.File.readline", true }, { "len", false },
	};
	an_id ids[4], awaits, through;

	begin(AN_PYTHON, "a.py");
	an_id f = function("f", 0);
	for (int i = 0; i < 4; i++) {
		ids[i] = loop_of(f, (struct an_loop){ .kind = AN_WHILE, .flags = AN_LOOP_FOREVER });
		call(f, ids[i], cases[i].call, 0);
	}
	awaits = loop_of(f, (struct an_loop){ .kind = AN_WHILE, .flags = AN_LOOP_FOREVER });
	call(f, awaits, "io.File.readline", 0);
	op_with((struct an_op){ .kind = AN_OP_AWAIT, .function = f, .loop = awaits }, "", "", NULL, NULL);
	/* the wait may be in a function that the loop calls; the loop need not be endless */
	through = loop_of(f, (struct an_loop){ .kind = AN_WHILE });
	call(f, through, "next_event", 0);
	call(function("next_event", 0), 0, "select.select", 0);
	link_units();
	for (int i = 0; i < 4; i++)
		CHECK_EQ(cases[i].call, an_loop_grows(p, 1, ids[i]), cases[i].grows);
	CHECK(!an_loop_grows(p, 1, awaits));
	CHECK(!an_loop_grows(p, 1, through));
	done();
}

TEST(the_growing_loop_of_an_op)
{
	unsigned depth;

	begin(AN_C, "a.c");
	an_id f = function("f", 0), outer = loop_over(f, 0, 0, 0);
	an_id retry = loop_of(f, (struct an_loop){ .parent = outer, .flags = AN_LOOP_RETRY });
	an_id inner = loop_over(f, retry, 0, 0);
	an_id in_inner = call(f, inner, "x", 0), in_retry = call(f, retry, "x", 0), outside = call(f, 0, "x", 0);
	link_units();
	CHECK_EQ("inner", an_growing_loop(p, 1, in_inner, &depth), inner);
	CHECK_EQ("depth", depth, 2);
	CHECK_EQ("retry", an_growing_loop(p, 1, in_retry, &depth), outer);
	CHECK_EQ("depth", depth, 1);
	CHECK_EQ("outside", an_growing_loop(p, 1, outside, &depth), 0);
	CHECK_EQ("depth", depth, 0);
	done();
}

TEST(degree_counts_loops_that_multiply)
{
	begin(AN_PYTHON, "a.py");
	an_id f = function("owned", 0), orders = parameter(f, "orders", AN_VALUE_LIST);
	an_id order = symbol(f, "order", AN_LOCAL, AN_VALUE_UNKNOWN, 0);
	an_id lines = symbol(f, "order.lines", AN_MEMBER, AN_VALUE_LIST, order);
	an_id outer = loop_over(f, 0, orders, order);
	write_to(f, outer, order, AN_WRITE_ASSIGN, false);
	loop_over(f, outer, lines, 0);

	f = function("pairs", 0);
	an_id xs = parameter(f, "xs", AN_VALUE_LIST);
	an_id first = loop_over(f, 0, xs, 0);
	loop_over(f, first, xs, 0);

	f = function("caller", 0);
	an_id ys = parameter(f, "ys", AN_VALUE_LIST);
	call(f, loop_over(f, 0, ys, 0), "pairs", 0);
	call(function("plain", 0), 0, "caller", 0);
	link_units();
	CHECK_EQ("for line in order.lines", p->nodes[node("owned")].degree, 1);
	CHECK_EQ("pairs", p->nodes[node("pairs")].degree, 2);
	CHECK_EQ("through a call", p->nodes[node("caller")].degree, 3);
	CHECK_EQ("plain", p->nodes[node("plain")].degree, 3);
	done();
}

/* for (i = 0; i < n; i++) for (j = ...): by the text of the inner condition. */
TEST(inner_loops_by_index_own_what_the_outer_index_picks)
{
	static const struct { const char *over; bool owned; } cases[] = {
		{ "j < rows[i].n", true }, { "j < start[i + 1]", true }, { "j < i->count", true },
		{ "range(len(xs[i]))", true }, { "j < n", false }, { "j < i", false }, { "range(i + 1, n)", false },
		{ "j < list.n", false }, { "j < ii[0]", false }, { "", false },
	};
	an_id ids[10], outer;

	begin(AN_C, "a.c");
	an_id f = function("f", 0), i = symbol(f, "i", AN_LOCAL, AN_VALUE_NUMBER, 0);
	outer = loop_over(f, 0, 0, i);
	for (int k = 0; k < 10; k++) {
		ids[k] = loop_over(f, outer, 0, 0);
		an_edit_loop(b, ids[k])->over = an_intern(b, cases[k].over);
	}
	link_units();
	for (int k = 0; k < 10; k++)
		CHECK_EQ(cases[k].over, an_loop_owned(p, 1, ids[k], outer), cases[k].owned);
	done();
}

TEST(symbols_that_are_written_in_a_loop_vary)
{
	begin(AN_PYTHON, "a.py");
	an_id f = function("f", 0), loop = loop_over(f, 0, 0, 0), inner = loop_over(f, loop, 0, 0);
	an_id other = loop_over(f, 0, 0, 0);
	an_id still = symbol(f, "still", AN_LOCAL, AN_VALUE_TEXT, 0), set = symbol(f, "set", AN_LOCAL, AN_VALUE_TEXT, 0);
	an_id appended = symbol(f, "xs", AN_LOCAL, AN_VALUE_LIST, 0), passed = symbol(f, "o", AN_LOCAL, AN_VALUE_OBJECT, 0);
	an_id member = symbol(f, "set.path", AN_MEMBER, AN_VALUE_TEXT, set);
	an_id of_passed = symbol(f, "o.path", AN_MEMBER, AN_VALUE_TEXT, passed);

	write_to(f, inner, set, AN_WRITE_ASSIGN, false);
	write_to(f, loop, appended, AN_WRITE_CHANGE, true);
	write_to(f, loop, passed, AN_WRITE_PASS, false);
	link_units();
	CHECK(an_symbol_invariant(p, 1, still, loop) && an_symbol_kept(p, 1, still, loop));
	CHECK(!an_symbol_invariant(p, 1, set, loop) && !an_symbol_kept(p, 1, set, loop));
	CHECK(an_symbol_invariant(p, 1, set, other));
	CHECK(!an_symbol_invariant(p, 1, appended, loop));
	CHECK(an_symbol_kept(p, 1, appended, loop));
	CHECK(!an_symbol_invariant(p, 1, passed, loop));
	/* a member goes with its object when that is replaced, not when it is handed on */
	CHECK(!an_symbol_kept(p, 1, member, loop));
	CHECK(an_symbol_invariant(p, 1, of_passed, loop));
	CHECK(!an_symbol_invariant(p, 1, 0, loop));
	done();
}

static an_id open_with(an_id f, an_id loop, struct an_arg arg)
{
	return op_with((struct an_op){ .kind = AN_OP_CALL, .function = f, .loop = loop, .arg_count = 1 }, "", "open",
		       &arg, NULL);
}

TEST(arguments_with_calls_inside_may_differ_each_time)
{
	begin(AN_PYTHON, "a.py");
	an_id f = function("f", 0), loop = loop_over(f, 0, 0, 0);
	struct an_arg expression = { .kind = AN_ARG_EXPRESSION };
	an_id literal = open_with(f, loop, (struct an_arg){ .kind = AN_ARG_LITERAL });
	/* open(next_path()): the inner call stands before the outer one and within its text */
	an_id inner = call(f, loop, "next_path", 0);
	an_id outer = open_with(f, loop, expression);
	an_edit_op(b, outer)->span = (struct an_span){ 50, 1, 50, 30 };
	an_edit_op(b, inner)->span = (struct an_span){ 50, 6, 50, 18 };
	/* open(os.path.join(a, b)) */
	an_id pure = call(f, loop, "os.path.join", 0);
	an_id joined = open_with(f, loop, expression);
	an_edit_op(b, joined)->span = (struct an_span){ 60, 1, 60, 30 };
	an_edit_op(b, pure)->span = (struct an_span){ 60, 6, 60, 18 };
	link_units();

	const an_unit *u = an_unit_of(p, 1);
	CHECK(an_arg_invariant(p, 1, literal, an_arg_at(u, an_op_at(u, literal)->first_arg), loop));
	CHECK(!an_arg_invariant(p, 1, outer, an_arg_at(u, an_op_at(u, outer)->first_arg), loop));
	CHECK(an_arg_invariant(p, 1, joined, an_arg_at(u, an_op_at(u, joined)->first_arg), loop));
	done();
}

static const struct an_search *only_search(const char *key)
{
	uint32_t i = p->nodes[node(key)].searches;

	if (!i || p->searches[i].next)
		fail_msg("%s: not exactly one search", key);
	return &p->searches[i];
}

TEST(linear_params_are_those_that_are_looked_through)
{
	begin(AN_PYTHON, "a.py");
	/* def has(x, xs): return x in xs */
	an_id f = function("has", 0), x = parameter(f, "x", AN_VALUE_UNKNOWN), xs = parameter(f, "xs", AN_VALUE_LIST);
	struct an_arg args[2] = { { .kind = AN_ARG_SYMBOL, .symbol = x, .use_count = 1 },
				  { .kind = AN_ARG_SYMBOL, .symbol = xs, .use_count = 1, .value = AN_VALUE_LIST } };
	an_id uses[] = { x, xs };
	op_with((struct an_op){ .kind = AN_OP_MEMBER_TEST, .function = f, .arg_count = 2 }, "", "", args, uses);

	/* def find(users, id): for u in users: if u.id == id: return u */
	f = function("find", 0);
	an_id users = parameter(f, "users", AN_VALUE_LIST), id = parameter(f, "id", AN_VALUE_UNKNOWN);
	an_id u = symbol(f, "u", AN_LOCAL, AN_VALUE_UNKNOWN, 0), u_id = symbol(f, "u.id", AN_MEMBER, AN_VALUE_UNKNOWN, u);
	an_id loop = loop_over(f, 0, users, u);
	write_to(f, loop, u, AN_WRITE_ASSIGN, false);
	struct an_arg sides[2] = { { .kind = AN_ARG_SYMBOL, .symbol = u_id, .use_count = 1 },
				   { .kind = AN_ARG_SYMBOL, .symbol = id, .use_count = 1 } };
	an_id side_uses[] = { u_id, id };
	op_with((struct an_op){ .kind = AN_OP_EQUAL, .function = f, .loop = loop, .arg_count = 2 }, "", "", sides, side_uses);

	/* def total(users): for u in users: sum: walks, but looks for nothing */
	f = function("total", 0);
	users = parameter(f, "users", AN_VALUE_LIST);
	loop_over(f, 0, users, symbol(f, "u", AN_LOCAL, AN_VALUE_UNKNOWN, 0));

	/* def outer(everyone, key): return find(everyone, key) */
	f = function("outer", 0);
	an_id everyone = parameter(f, "everyone", AN_VALUE_LIST), key = parameter(f, "key", AN_VALUE_UNKNOWN);
	call_with(f, 0, "find", 0, (an_id[]){ everyone, key, 0 });

	/* def sorted_first(users, id): users = sorted(users); return find(users, id) */
	f = function("own", 0);
	users = parameter(f, "users", AN_VALUE_LIST);
	write_to(f, 0, users, AN_WRITE_ASSIGN, false);
	call_with(f, 0, "find", 0, (an_id[]){ users, users, 0 });
	link_units();

	CHECK_EQ("has", p->nodes[node("has")].linear_params, 2);
	CHECK_EQ("find", p->nodes[node("find")].linear_params, 1);
	CHECK_EQ("total", p->nodes[node("total")].linear_params, 0);
	CHECK_EQ("outer", p->nodes[node("outer")].linear_params, 1);
	CHECK_EQ("own", p->nodes[node("own")].linear_params, 0);
	CHECK_EQ("depth", only_search("outer")->depth, 1);
	CHECK_EQ("through", only_search("outer")->callee, node("find"));
	CHECK(only_search("find")->loop != 0);
	done();
}

TEST(sets_and_texts_are_not_searched)
{
	static const enum an_value values[] = { AN_VALUE_HASH, AN_VALUE_TREE, AN_VALUE_TEXT };

	begin(AN_CPP, "a.cpp");
	for (int i = 0; i < 3; i++) {
		an_id f = function(i == 0 ? "hash" : i == 1 ? "tree" : "text", 0), xs = parameter(f, "xs", values[i]);

		call_with(f, 0, "std::find", 0, (an_id[]){ xs, 0 });
	}
	link_units();
	for (uint32_t f = 1; f <= 3; f++)
		CHECK_EQ("searches", p->nodes[f].searches, 0);
	done();
}

TEST(containers_by_how_they_are_reached)
{
	begin(AN_PYTHON, "a.py");
	an_id f = function("Shop.has", AN_FN_METHOD), self = parameter(f, "self", AN_VALUE_OBJECT);
	an_id items = symbol(f, "self.items", AN_MEMBER, AN_VALUE_LIST, self);
	call_with(f, 0, "list.index", items, (an_id[]){ 0 });
	f = function("known", 0);
	an_id global = symbol(0, "names", AN_GLOBAL, AN_VALUE_LIST, 0);
	call_with(f, 0, "list.index", global, (an_id[]){ 0 });
	f = function("local", 0);
	an_id local = symbol(f, "made", AN_LOCAL, AN_VALUE_LIST, 0);
	call_with(f, 0, "list.index", local, (an_id[]){ 0 });
	/* shop.has(x) hands its receiver on */
	f = function("ask", 0);
	an_id shop = parameter(f, "shop", AN_VALUE_OBJECT);
	call_with(f, 0, "Shop.has", shop, (an_id[]){ 0 });
	link_units();
	CHECK_EQ("self", only_search("Shop.has")->owner, 0);
	CHECK_EQ("global", only_search("known")->owner, AN_GLOBALS);
	CHECK_EQ("local", p->nodes[node("local")].searches, 0);
	CHECK_EQ("receiver", only_search("ask")->owner, 0);
	CHECK_EQ("its container", only_search("ask")->symbol, shop);
	done();
}

TEST(sizes_by_declaration_name_and_use)
{
	begin(AN_PYTHON, "a.py");
	an_id f = function("f", 0), loop = loop_over(f, 0, 0, 0);
	an_id given = parameter(f, "orders", AN_VALUE_LIST);
	an_id grown = symbol(f, "seen", AN_LOCAL, AN_VALUE_LIST, 0), once = symbol(f, "once", AN_LOCAL, AN_VALUE_LIST, 0);
	an_id constant = symbol(0, "KNOWN", AN_GLOBAL, AN_VALUE_LIST, 0), table = symbol(0, "table", AN_GLOBAL, AN_VALUE_LIST, 0);
	an_id skip = symbol(f, "skip_names", AN_LOCAL, AN_VALUE_LIST, 0), skipper = symbol(f, "skipper", AN_LOCAL, AN_VALUE_LIST, 0);
	an_id self = symbol(f, "self", AN_LOCAL, AN_VALUE_OBJECT, 0);
	an_id member = symbol(f, "self.items", AN_MEMBER, AN_VALUE_LIST, self);
	an_id fixed = symbol(f, "buf", AN_LOCAL, AN_VALUE_LIST, 0);
	an_edit_symbol(b, fixed)->type = an_intern(b, "int [100]");
	write_to(f, loop, grown, AN_WRITE_CHANGE, true);
	write_to(f, 0, once, AN_WRITE_CHANGE, true);
	/* another method adds to it */
	an_id g = function("g", 0), other = symbol(g, "self.items", AN_MEMBER, AN_VALUE_LIST, 0);
	write_to(g, 0, other, AN_WRITE_CHANGE, true);
	link_units();
	CHECK_EQ("parameter without callers", an_container_size(p, 1, given), AN_SIZE_OPEN);
	CHECK_EQ("grown in a loop", an_container_size(p, 1, grown), AN_SIZE_GROWS);
	CHECK_EQ("one element more", an_container_size(p, 1, once), AN_SIZE_UNKNOWN);
	CHECK_EQ("constant", an_container_size(p, 1, constant), AN_SIZE_BOUNDED);
	CHECK_EQ("table", an_container_size(p, 1, table), AN_SIZE_BOUNDED);
	CHECK_EQ("skip list", an_container_size(p, 1, skip), AN_SIZE_BOUNDED);
	CHECK_EQ("not a skip list", an_container_size(p, 1, skipper), AN_SIZE_UNKNOWN);
	CHECK_EQ("member", an_container_size(p, 1, member), AN_SIZE_GROWS);
	CHECK_EQ("fixed array", an_container_size(p, 1, fixed), AN_SIZE_BOUNDED);
	done();
}

TEST(a_parameter_is_as_large_as_what_callers_give)
{
	begin(AN_PYTHON, "a.py");
	an_id f = function("find", 0), xs = parameter(f, "xs", AN_VALUE_LIST);
	an_id g = function("find_small", 0), ys = parameter(g, "ys", AN_VALUE_LIST);
	an_id h = function("find_unknown", 0), zs = parameter(h, "zs", AN_VALUE_LIST);
	an_id caller = function("caller", 0), loop = loop_over(caller, 0, 0, 0);
	an_id small = symbol(caller, "pair", AN_LOCAL, AN_VALUE_LIST, 0), grown = symbol(caller, "seen", AN_LOCAL, AN_VALUE_LIST, 0);
	an_id made = symbol(caller, "made", AN_LOCAL, AN_VALUE_LIST, 0);
	an_edit_symbol(b, small)->small = 1;
	write_to(caller, loop, grown, AN_WRITE_CHANGE, true);
	call_with(caller, 0, "find", 0, (an_id[]){ small, 0 });
	call_with(caller, 0, "find", 0, (an_id[]){ grown, 0 });
	call_with(caller, 0, "find_small", 0, (an_id[]){ small, 0 });
	call_with(caller, 0, "find_unknown", 0, (an_id[]){ made, 0 });
	link_units();
	CHECK_EQ("the largest", an_container_size(p, node("find"), xs), AN_SIZE_GROWS);
	CHECK_EQ("small", an_container_size(p, node("find_small"), ys), AN_SIZE_BOUNDED);
	CHECK_EQ("unknown", an_container_size(p, node("find_unknown"), zs), AN_SIZE_UNKNOWN);
	done();
}

/* struct shop { struct order *orders; }: the member is known by its type in other units too. */
TEST(members_that_are_added_to_are_known_by_their_type)
{
	an_id shop, orders, names, list;

	begin(AN_C, "add.c");
	an_id f = function("add", 0);
	shop = symbol(f, "s", AN_LOCAL, AN_VALUE_OBJECT, 0);
	an_edit_symbol(b, shop)->type = an_intern(b, "struct shop *");
	orders = symbol(f, "s->orders", AN_MEMBER, AN_VALUE_UNKNOWN, shop);
	an_id op = call(f, 0, "xrealloc", 0);
	an_edit_op(b, op)->result = orders;
	/* a node put before the head of a list */
	f = function("push", 0);
	an_id head = symbol(f, "s->list", AN_MEMBER, AN_VALUE_UNKNOWN, shop), node_ = symbol(f, "n", AN_LOCAL, AN_VALUE_UNKNOWN, 0);
	an_id next = symbol(f, "n->next", AN_MEMBER, AN_VALUE_UNKNOWN, node_);
	an_edit_symbol(b, head)->type = an_intern(b, "struct node *");
	write_to(f, 0, next, AN_WRITE_ASSIGN, false);
	write_to(f, 0, head, AN_WRITE_ASSIGN, false);
	begin(AN_C, "use.c");
	f = function("use", 0);
	shop = symbol(f, "shop", AN_LOCAL, AN_VALUE_OBJECT, 0);
	an_edit_symbol(b, shop)->type = an_intern(b, "const struct shop *");
	orders = symbol(f, "shop->orders", AN_MEMBER, AN_VALUE_UNKNOWN, shop);
	names = symbol(f, "shop->names", AN_MEMBER, AN_VALUE_UNKNOWN, shop);
	list = symbol(f, "shop->list", AN_MEMBER, AN_VALUE_UNKNOWN, shop);
	link_units();
	CHECK_EQ("orders", an_container_size(p, node("use"), orders), AN_SIZE_GROWS);
	CHECK_EQ("names", an_container_size(p, node("use"), names), AN_SIZE_UNKNOWN);
	CHECK_EQ("list", an_container_size(p, node("use"), list), AN_SIZE_GROWS);
	done();
}

TEST(rows_of_a_query_are_recognised)
{
	begin(AN_PYTHON, "a.py");
	an_id f = function("f", 0), rows = symbol(f, "rows", AN_LOCAL, AN_VALUE_LIST, 0);
	an_id plain = symbol(f, "plain", AN_LOCAL, AN_VALUE_LIST, 0), cursor = symbol(f, "cursor", AN_LOCAL, AN_VALUE_OBJECT, 0);
	an_edit_symbol(b, cursor)->type = an_intern(b, "dbapi.Cursor");
	an_id fetch = call(f, 0, "dbapi.Cursor.fetchall", 0);
	an_edit_op(b, fetch)->result = rows;
	an_id over_rows = loop_over(f, 0, rows, 0), over_plain = loop_over(f, 0, plain, 0), over_cursor = loop_over(f, 0, cursor, 0);
	/* for row in cursor.execute(...): the call stands in the header */
	an_id in_header = call(f, 0, "dbapi.Cursor.execute", 0);
	an_id over_call = loop_over(f, 0, 0, 0);
	an_edit_op(b, in_header)->span = an_edit_loop(b, over_call)->header;
	link_units();
	CHECK(an_loop_over_rows(p, 1, over_rows));
	CHECK(!an_loop_over_rows(p, 1, over_plain));
	CHECK(an_loop_over_rows(p, 1, over_cursor));
	CHECK(an_loop_over_rows(p, 1, over_call));
	done();
}
