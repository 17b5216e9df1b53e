/* types.c - kinds of values, each type looked at once per unit. */
#include "analyzer/c/types_p.h"

#include <stdlib.h>
#include <string.h>
#include "core/alloc.h"
#include "core/text.h"

static const struct { const char *name; enum an_value value; } containers[] = {
#define CONTAINER(name, value) { name, AN_VALUE_##value },
#include "analyzer/c/containers.def"
#undef CONTAINER
};

/* They stand for what they point to. */
static const char *const smart_pointers[] = { "std::unique_ptr", "std::shared_ptr", "std::optional",
					      "std::reference_wrapper", NULL };

void an_c_types_init(struct an_c_types *t, struct an_c_names *names)
{
	*t = (struct an_c_types){ .names = names, .slot_count = 1024 };
	t->slots = wr_calloc(t->slot_count, sizeof *t->slots);
}

void an_c_types_free(struct an_c_types *t)
{
	free(t->slots);
	t->slots = NULL;
}

static bool is_character(CXType t)
{
	return t.kind == CXType_Char_S || t.kind == CXType_Char_U || t.kind == CXType_SChar ||
	       t.kind == CXType_WChar || t.kind == CXType_Char16 || t.kind == CXType_Char32;
}

static bool is_smart_pointer(const char *name)
{
	return wr_is_one_of(name, smart_pointers);
}

static enum an_value container_value(const char *name)
{
	for (size_t i = 0; i < sizeof containers / sizeof *containers; i++) {
		if (!strcmp(name, containers[i].name))
			return containers[i].value;
	}
	return AN_VALUE_OBJECT;
}

static enum an_value element_value(struct an_c_types *t, CXType element)
{
	return element.kind == CXType_Invalid ? AN_VALUE_UNKNOWN : an_c_type(t, element)->value;
}

static void spell(struct an_c_types *t, struct an_c_type *out, CXType type)
{
	CXString spelling = clang_getTypeSpelling(type);

	out->name = an_intern(t->names->b, clang_getCString(spelling));
	clang_disposeString(spelling);
}

static void describe(struct an_c_types *t, struct an_c_type *out, CXType type);

/* std::array<T, n>: n is no type and only found in the spelling, behind the last comma. */
static bool is_small_array(const char *name, CXType type)
{
	CXString spelling;
	const char *comma;
	long n;

	if (strcmp(name, "std::array"))
		return false;
	spelling = clang_getTypeSpelling(type);
	comma = strrchr(clang_getCString(spelling), ',');
	n = comma ? strtol(comma + 1, NULL, 10) : 0;
	clang_disposeString(spelling);
	return n > 0 && n <= AN_SMALL;
}

/* The class of a lambda has no name; its spelling has the file's absolute path in it. */
static bool is_lambda(CXType type)
{
	CXString spelling = clang_getTypeSpelling(type);
	bool lambda = strstr(clang_getCString(spelling), "(lambda at ") != NULL;

	clang_disposeString(spelling);
	return lambda;
}

/* "shop::Order" -> "shop::Order *" */
static void point(struct an_c_types *t, struct an_c_type *out)
{
	const char *name = an_builder_text(t->names->b, out->name);

	if (out->name)
		out->name = an_intern(t->names->b, wr_arena_printf(t->names->arena, "%s *", name));
}

static void describe_record(struct an_c_types *t, struct an_c_type *out, CXType type)
{
	const struct an_c_decl *d = an_c_decl(t->names, clang_getTypeDeclaration(type));
	const char *name = d ? an_builder_text(t->names->b, d->name) : "";
	CXType first = clang_Type_getTemplateArgumentAsType(type, 0);

	if (is_smart_pointer(name) && first.kind != CXType_Invalid) {
		describe(t, out, first);
		point(t, out);
		out->pointer = true;
		out->class = true;
		return;
	}
	out->class = true;
	out->value = (uint8_t)container_value(name);
	out->name = d ? d->name : 0;
	out->small = is_small_array(name, type);
	if (!*name && is_lambda(type)) {
		out->value = AN_VALUE_FUNCTION;
		out->name = an_intern(t->names->b, "<lambda>");
	}
	if (out->value == AN_VALUE_LIST || out->value == AN_VALUE_HASH || out->value == AN_VALUE_TREE)
		out->element = (uint8_t)element_value(t, first);
	if (!t->names->cpp)
		spell(t, out, type);
}

static void describe_array(struct an_c_types *t, struct an_c_type *out, CXType type)
{
	CXType element = clang_getCanonicalType(clang_getArrayElementType(type));
	long long n = clang_getArraySize(type);

	out->value = is_character(element) ? AN_VALUE_TEXT : AN_VALUE_LIST;
	out->element = (uint8_t)(is_character(element) ? AN_VALUE_NUMBER : element_value(t, element));
	out->small = n > 0 && n <= AN_SMALL;
	out->pointer = !clang_isConstQualifiedType(element);
}

static void describe_pointer(struct an_c_types *t, struct an_c_type *out, CXType to)
{
	if (to.kind == CXType_FunctionProto || to.kind == CXType_FunctionNoProto) {
		out->value = AN_VALUE_FUNCTION;
	} else if (is_character(to)) {
		out->value = AN_VALUE_TEXT;
	} else if (to.kind == CXType_Record) {
		describe_record(t, out, to);
		out->class = false;
		point(t, out);
	}
	out->pointer = out->value != AN_VALUE_FUNCTION && !clang_isConstQualifiedType(to);
}

static bool is_number(enum CXTypeKind kind)
{
	return (kind >= CXType_Bool && kind <= CXType_LongDouble) || kind == CXType_Enum || kind == CXType_Float128 ||
	       kind == CXType_Half || kind == CXType_Complex;
}

/* type is canonical. */
static void describe(struct an_c_types *t, struct an_c_type *out, CXType type)
{
	CXType c = clang_getCanonicalType(type);

	switch (c.kind) {
	case CXType_Pointer:
		describe_pointer(t, out, clang_getPointeeType(c));
		break;
	case CXType_LValueReference:
	case CXType_RValueReference:
		describe(t, out, clang_getPointeeType(c));
		out->reference = !clang_isConstQualifiedType(clang_getPointeeType(c));
		break;
	case CXType_ConstantArray:
	case CXType_IncompleteArray:
	case CXType_VariableArray:
		describe_array(t, out, c);
		break;
	case CXType_Record:
		describe_record(t, out, c);
		break;
	case CXType_FunctionProto:
	case CXType_FunctionNoProto:
		out->value = AN_VALUE_FUNCTION;
		break;
	default:
		if (is_number(c.kind))
			out->value = AN_VALUE_NUMBER;
		else if (clang_getCursorKind(clang_getTypeDeclaration(c)) == CXCursor_ClassTemplate)
			describe_record(t, out, c);     /* std::vector<T> within a template */
		break;
	}
}

static uint8_t access_of(CXType type)
{
	CXType c = clang_getCanonicalType(type);
	uint8_t access = 0;

	if (c.kind == CXType_LValueReference || c.kind == CXType_RValueReference) {
		access = AN_BY_REFERENCE;
		c = clang_getPointeeType(c);
	} else if (c.kind == CXType_Pointer) {
		access = AN_BY_POINTER;
		c = clang_getPointeeType(c);
	}
	return access | (clang_isConstQualifiedType(c) ? AN_CONSTANT : 0);
}

static struct an_c_type *new_type(struct an_c_types *t, CXType type)
{
	struct an_c_type *out = wr_arena_alloc(t->names->arena, sizeof *out);

	out->type = type;
	out->constant = clang_isConstQualifiedType(type);
	if (type.kind == CXType_Invalid)
		return out;
	describe(t, out, type);
	out->access = access_of(type);
	/* Classes are known by their canonical names, all else as it is written. */
	if (!out->name || !t->names->cpp)
		spell(t, out, type);
	return out;
}

static size_t slot_of(CXType type, size_t slot_count)
{
	return (size_t)((uintptr_t)type.data[0] >> 4 ^ (uintptr_t)type.data[0] >> 13) & (slot_count - 1);
}

static void place(struct an_c_type **slots, size_t slot_count, struct an_c_type *type)
{
	size_t i = slot_of(type->type, slot_count);

	while (slots[i])
		i = (i + 1) & (slot_count - 1);
	slots[i] = type;
}

static void grow(struct an_c_types *t)
{
	size_t count = t->slot_count * 2;
	struct an_c_type **slots = wr_calloc(count, sizeof *slots);

	for (size_t i = 0; i < t->slot_count; i++) {
		if (t->slots[i])
			place(slots, count, t->slots[i]);
	}
	free(t->slots);
	t->slots = slots;
	t->slot_count = count;
}

struct an_c_type *an_c_edit_type(struct an_c_types *t, CXType type)
{
	struct an_c_type *found;

	for (size_t i = slot_of(type, t->slot_count); t->slots[i]; i = (i + 1) & (t->slot_count - 1)) {
		if (clang_equalTypes(t->slots[i]->type, type))
			return t->slots[i];
	}
	found = new_type(t, type);
	if (++t->count * 3 > t->slot_count * 2)
		grow(t);
	place(t->slots, t->slot_count, found);
	return found;
}

const struct an_c_type *an_c_type(struct an_c_types *t, CXType type)
{
	return an_c_edit_type(t, type);
}
