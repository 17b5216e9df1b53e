/* query_sets.c - query sets of object-relational mappers: calls that make one, and where it is evaluated. */
#include "analyzer/python/emitter_p.h"

#include <strings.h>

/* Query sets and queries are lazy: a call that is not known to ask for the rows describes another one. */
static bool is_query_class(const struct py_binder *b, uint32_t path)
{
	uint32_t name = b->paths[path].name, owner = b->paths[b->paths[path].parent].name;

	return (name == PY_NAME_QUERY_SET && owner == PY_NAME_DJANGO) ||
	       (name == PY_NAME_QUERY_CLASS && (owner == PY_NAME_ORM || owner == PY_NAME_PEEWEE)) ||
	       (name == PY_NAME_WRITE_QUERY && owner == PY_NAME_PEEWEE) ||
	       (owner == PY_NAME_SQLALCHEMY && (name == PY_NAME_SELECT_CLASS || name == PY_NAME_SCALAR_RESULT));
}

static bool is_query_type(const struct py_binder *b, uint32_t type)
{
	const struct py_type *t = py_type_at(b, type);

	return t->sort == PY_SORT_INSTANCE && t->value == AN_VALUE_OBJECT && !t->def && is_query_class(b, t->path);
}

/* Order.objects, Order.query, anything.objects */
static bool is_manager(const struct py_binder *b, uint32_t path)
{
	const struct py_path *p = &b->paths[path];

	return (p->name == PY_NAME_OBJECTS || p->name == PY_NAME_QUERY) && p->parent &&
	       (p->parent == b->unknown || an_py_is_class_name(b, b->paths[p->parent].name));
}

/* live(), visible_to(user), but not get_default(), create_order(), is_empty(). */
static bool may_describe(const struct py_binder *b, uint32_t name)
{
	static const char *const others[] = {
		"get", "in_", "create", "update", "delete", "bulk", "is_", "has_", "count", "exists", "make", "add", "set", "remove",
		"clear", "first", "last", "as_manager", "from_", "save", "one", "scalar", "subquery", "cte", "as_",
		"aget", "abulk", "acreate", "aupdate", "adelete", "afirst", "alast", "acount", "aexists", "aiterator", NULL
	};
	const struct py_name *n = &b->names->items[name];

	for (const char *const *o = others; *o; o++) {
		if (n->length >= strlen(*o) && !memcmp(n->text, *o, strlen(*o)))
			return false;
	}
	return true;
}

/* filter(name="x"): fields by name, which nothing but a query takes. */
static bool names_fields(const struct py_binder *b, uint32_t call)
{
	bool named = false;

	PY_EACH(b->tree, x, py_next(b->tree, py_kid(b->tree, call))) {
		if (py_kind(b->tree, x) == PY_N_KEYWORD)
			named |= py_node_of(b, x)->value != 0;
		else if (py_kind(b->tree, x) == PY_N_LAMBDA)
			return false;
	}
	return named;
}

/* Is the object that the call is a method of named a session: db.session.query(Order)? */
static bool is_of_session(const struct py_binder *b, uint32_t call)
{
	uint32_t object = py_kid(b->tree, py_kid(b->tree, call));
	enum py_node_kind kind = py_kind(b->tree, object);
	const struct py_name *n;

	if (kind == PY_N_CALL)
		object = py_kid(b->tree, object);
	kind = py_kind(b->tree, object);
	if (kind != PY_N_NAME && kind != PY_N_ATTRIBUTE)
		return false;
	n = &b->names->items[py_node_of(b, object)->value];
	return n->length >= 7 && !strncasecmp(n->text + n->length - 7, "session", 7);
}

/* selector.select(), where selector = Selector(): the method of an object, not of the class.  Classes that are handed about
 * are called cls or model. */
static bool is_of_object(const struct py_binder *b, uint32_t call)
{
	uint32_t object = py_kid(b->tree, py_kid(b->tree, call));
	const struct py_name *n;

	if (py_kind(b->tree, object) != PY_N_NAME)
		return false;
	n = &b->names->items[py_node_of(b, object)->value];
	return !an_py_is_class_name(b, py_node_of(b, object)->value) && !(n->length == 3 && !memcmp(n->text, "cls", 3)) &&
	       !(n->length >= 5 && !memcmp(n->text + n->length - 5, "model", 5));
}

/* Tweet.select(), Tweet.update(text=x), Tweet.delete() of peewee: a class has such methods. */
static uint32_t peewee_result(struct py_binder *b, uint32_t path, uint32_t call)
{
	const struct py_path p = b->paths[path];
	const char *type = NULL;

	switch (p.name) {
	case PY_NAME_SELECT:
		type = "peewee.Query";
		break;
	case PY_NAME_INSERT: case PY_NAME_INSERT_MANY: case PY_NAME_REPLACE: case PY_NAME_REPLACE_MANY: case PY_NAME_UPDATE:
	case PY_NAME_DELETE:
		type = "peewee.WriteQuery";
		break;
	default:
		break;
	}
	return type && p.parent && p.parent != b->unknown && an_py_is_class_name(b, b->paths[p.parent].name) && !is_of_object(b, call) ?
	       an_py_type_named(b, type) : (uint32_t)PY_UNKNOWN;
}

uint32_t an_py_query_result(struct py_binder *b, uint32_t path, uint32_t call)
{
	const struct py_path p = b->paths[path];
	bool describes;

	if (!p.parent || !call || py_kind(b->tree, py_kid(b->tree, call)) != PY_N_ATTRIBUTE)
		return PY_UNKNOWN;
	switch (p.name) {
	case PY_NAME_VALUES_LIST: case PY_NAME_SELECT_RELATED: case PY_NAME_PREFETCH_RELATED:
		return an_py_type_named(b, "django.QuerySet");
	case PY_NAME_FILTER_BY:
		return an_py_type_named(b, "sqlalchemy.orm.Query");
	case PY_NAME_QUERY:
		if (py_next(b->tree, py_kid(b->tree, call)) && is_of_session(b, call))
			return an_py_type_named(b, "sqlalchemy.orm.Query");
		break;
	case PY_NAME_FILTER: case PY_NAME_EXCLUDE:
		if (p.parent == b->unknown && names_fields(b, call))
			return an_py_type_named(b, "django.QuerySet");
		break;
	default:
		break;
	}
	if (p.name == PY_NAME_DELETE || p.name == PY_NAME_UPDATE || p.name == PY_NAME_REPLACE)
		return an_py_path_api(b, path) ? (uint32_t)PY_UNKNOWN : peewee_result(b, path, call);
	describes = is_query_class(b, p.parent);
	/* Few calls are of any of these, so that is asked before their names are looked at. */
	if (!describes && !is_manager(b, p.parent)) {
		uint32_t type = peewee_result(b, path, call);

		return type == PY_UNKNOWN || !may_describe(b, p.name) || an_py_path_api(b, path) ? (uint32_t)PY_UNKNOWN : type;
	}
	if (!may_describe(b, p.name) || an_py_path_api(b, path))
		return PY_UNKNOWN;
	if (describes)
		return an_py_instance(b, p.parent, 0);
	return an_py_type_named(b, b->paths[p.parent].name == PY_NAME_OBJECTS ? "django.QuerySet" : "sqlalchemy.orm.Query");
}

static uint32_t row_of_model(struct py_binder *b, uint32_t model)
{
	for (uint32_t def = 1; b->paths[model].root == b->paths[b->module].root && def < b->tree->def_count; def++) {
		if (b->tree->defs[def].kind == PY_D_CLASS && b->scopes[py_scope_of_def(def)].path == model)
			return an_py_instance_of_def(b, def);
	}
	return an_py_type_named(b, an_py_path_string(b, model));
}

/* An instance of the model whose manager it is: of "shop.models.Order" for Order.objects. */
static uint32_t row_of_manager(struct py_binder *b, uint32_t path)
{
	uint32_t model = b->paths[path].parent;

	return is_manager(b, path) && model != b->unknown ? row_of_model(b, model) : 0;
}

static uint32_t row_of_class(struct py_binder *b, uint32_t class)
{
	const struct py_type *t = py_type_at(b, class);

	if (t->sort == PY_SORT_CLASS)
		return an_py_instance_of_def(b, t->def);
	return t->sort == PY_SORT_ENTITY && an_py_is_class_name(b, b->paths[t->path].name) ?
	       an_py_type_named(b, an_py_path_string(b, t->path)) : 0;
}

/* session.query(Order), select(Order) */
static uint32_t row_of_query(struct py_binder *b, uint32_t scope, uint32_t call)
{
	uint32_t argument = call ? py_next(b->tree, py_kid(b->tree, call)) : 0;

	return argument && !py_next(b->tree, argument) ? row_of_class(b, an_py_type_of(b, scope, argument)) : 0;
}

static bool is_name_among(const struct py_binder *b, uint32_t name, const char *const *words)
{
	const struct py_name *n = &b->names->items[name];

	for (; *words; words++) {
		if (n->length == strlen(*words) && !memcmp(n->text, *words, n->length))
			return true;
	}
	return false;
}

bool an_py_describes_further(const struct py_binder *b, uint32_t node)
{
	static const char *const methods[] = {
		"filter", "exclude", "order_by", "select_related", "prefetch_related", "annotate", "filter_by", "distinct", "options",
		NULL
	};
	uint32_t callee = py_kind(b->tree, node) == PY_N_CALL ? py_kid(b->tree, node) : 0;

	return callee && py_kind(b->tree, callee) == PY_N_ATTRIBUTE && is_name_among(b, py_node_of(b, callee)->value, methods);
}

uint32_t an_py_object_of_chain(const struct py_binder *b, uint32_t node)
{
	while (py_kind(b->tree, node) == PY_N_CALL && py_kind(b->tree, py_kid(b->tree, node)) == PY_N_ATTRIBUTE)
		node = py_kid(b->tree, py_kid(b->tree, node));
	return node;
}

/* What a call on an object with rows gives of them: those, one, or a list of them. */
static uint32_t rows_given(struct py_binder *b, uint32_t name, uint32_t row, uint32_t result)
{
	static const char *const rows[] = { "get", "first", "last", "latest", "earliest", "create", "one", "one_or_none",
					    "get_or_none", "get_by_id", "get_one", NULL };
	static const char *const others[] = { "values", "values_list", "dates", "datetimes", "with_entities", "tuples", "dicts", NULL };

	if (result == PY_UNKNOWN && is_name_among(b, name, rows))
		return row;
	if ((result == PY_UNKNOWN || result == PY_ANY_LIST) && name == PY_NAME_ALL)
		return an_py_instance(b, b->types[PY_ANY_LIST].path, row);
	if (!is_query_type(b, result) || py_type_at(b, result)->element || is_name_among(b, name, others))
		return result;
	return an_py_instance(b, py_type_at(b, result)->path, row);
}

static bool is_session(const struct py_binder *b, uint32_t object)
{
	const struct py_type *t = py_type_at(b, object);
	uint32_t name = b->paths[t->path].name;

	return t->sort == PY_SORT_INSTANCE && !t->def && (name == PY_NAME_SESSION_CLASS || name == PY_NAME_ASYNC_SESSION);
}

/* session.get(Order, 1), session.scalars(select(Order)), session.execute(select(Order)) */
static uint32_t given_by_session(struct py_binder *b, uint32_t scope, uint32_t name, uint32_t call, uint32_t result)
{
	uint32_t argument = call ? py_next(b->tree, py_kid(b->tree, call)) : 0, type = argument ? an_py_type_of(b, scope, argument) : 0;
	uint32_t row = is_query_type(b, type) ? py_type_at(b, type)->element : 0;

	if (name == PY_NAME_GET && argument && result == PY_UNKNOWN)
		return row_of_class(b, type);
	if (!row || py_type_at(b, result)->sort != PY_SORT_INSTANCE)
		return result;
	return an_py_instance(b, py_type_at(b, result)->path, row);
}

uint32_t an_py_query_rows(struct py_binder *b, uint32_t scope, uint32_t object, uint32_t path, uint32_t call,
			  uint32_t result)
{
	uint32_t name = b->paths[path].name, row = 0, class = b->paths[py_type_at(b, object)->path].name;

	if (is_session(b, object) && name != PY_NAME_QUERY)
		return given_by_session(b, scope, name, call, result);
	if (is_query_type(b, object) || (class == PY_NAME_RESULT_CLASS && name == PY_NAME_SCALARS))
		row = py_type_at(b, object)->element;
	else if (result == PY_UNKNOWN || is_query_type(b, result))
		row = name == PY_NAME_QUERY || (name == PY_NAME_SELECT && !an_py_is_class_name(b, b->paths[b->paths[path].parent].name)) ?
		      row_of_query(b, scope, call) : name == PY_NAME_SELECT ? row_of_model(b, b->paths[path].parent) :
		      row_of_manager(b, b->paths[path].parent);
	return row ? rows_given(b, name, row, result) : result;
}

/* The rows are asked for where a query set is walked. */
static an_id evaluate(struct py_emitter *e, uint32_t type, an_id symbol, uint32_t node)
{
	const struct py_node *n = py_node_of(e->b, node);
	uint32_t start = n->start, end = n->end;

	if (!is_query_type(e->b, type))
		return 0;
	return an_py_emit_hidden_call(e, an_py_path(e->b, py_type_at(e->b, type)->path, PY_NAME_ITERATE), symbol, start, end);
}

void an_py_evaluate_walked(struct py_emitter *e, uint32_t node, const struct py_operand *x, bool awaited)
{
	an_id op = evaluate(e, x->type, x->symbol, node);

	if (op && awaited)
		an_edit_op(e->out, op)->flags |= AN_OP_AWAITED;
}

void an_py_evaluate_argument(struct py_emitter *e, uint32_t call, uint32_t path)
{
	uint32_t argument = py_next(e->tree, py_kid(e->tree, call)), name = e->b->paths[path].name;
	bool method = e->b->paths[path].parent;

	switch (name) {
	case PY_NAME_JOIN:      /* ", ".join(rows), but not query.join(subquery, condition) */
		if (!method || !argument || py_next(e->tree, argument))
			return;
		break;
	case PY_NAME_EXTEND: case PY_NAME_UPDATE:
		if (!method)
			return;
		break;
	case PY_NAME_MAP: case PY_NAME_LIST: case PY_NAME_SET: case PY_NAME_TUPLE: case PY_NAME_SORTED: case PY_NAME_DICT:
	case PY_NAME_FROZENSET: case PY_NAME_SUM: case PY_NAME_ANY:
		if (method)
			return;
		break;
	default:
		return;
	}
	if (name == PY_NAME_MAP && argument)
		argument = py_next(e->tree, argument);
	if (argument && py_kind(e->tree, argument) != PY_N_KEYWORD && py_kind(e->tree, argument) != PY_N_STARRED)
		evaluate(e, an_py_type_of(e->b, e->scope, argument), an_py_symbol_of(e, argument), argument);
}
