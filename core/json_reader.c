/* json_reader.c - see json_reader_p.h. */
#include "core/json_reader_p.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void wr_wrong(struct wr_reader *r, const char *key, const char *what)
{
	const char *dot = *r->place && *key ? "." : "", *colon = *r->place || *key ? ": " : "";

	if (!r->failed)
		wr_fail(r->err, WR_EINPUT, "%s: %s%s%s%s%s", r->name, r->place, dot, key, colon, what);
	r->failed = true;
}

const cJSON *wr_may_have(const cJSON *object, const char *key)
{
	return cJSON_GetObjectItemCaseSensitive(object, key);
}

const cJSON *wr_must_have(struct wr_reader *r, const cJSON *object, const char *key)
{
	const cJSON *item = wr_may_have(object, key);

	if (!item)
		wr_wrong(r, key, "is missing");
	return item;
}

static const char *as_string(struct wr_reader *r, const cJSON *item, const char *key)
{
	if (item && !cJSON_IsString(item))
		wr_wrong(r, key, "must be a string");
	return cJSON_IsString(item) ? item->valuestring : NULL;
}

const char *wr_need_string(struct wr_reader *r, const cJSON *object, const char *key)
{
	const char *s = as_string(r, wr_must_have(r, object, key), key);

	return s ? s : "";
}

const char *wr_may_string(struct wr_reader *r, const cJSON *object, const char *key)
{
	return as_string(r, wr_may_have(object, key), key);
}

double wr_as_number(struct wr_reader *r, const cJSON *item, const char *key)
{
	if (!item || cJSON_IsNull(item))
		return NAN;
	if (!cJSON_IsNumber(item) || !isfinite(item->valuedouble)) {
		wr_wrong(r, key, "must be a finite number");
		return NAN;
	}
	return item->valuedouble;
}

double wr_need_number(struct wr_reader *r, const cJSON *object, const char *key)
{
	return wr_as_number(r, wr_must_have(r, object, key), key);
}

double wr_may_number(struct wr_reader *r, const cJSON *object, const char *key)
{
	return wr_as_number(r, wr_may_have(object, key), key);
}

double wr_may_count(struct wr_reader *r, const cJSON *object, const char *key, double max)
{
	const cJSON *item = wr_may_have(object, key);
	double v = item ? item->valuedouble : 0;

	if (item && (!cJSON_IsNumber(item) || !(v >= 0 && v <= max) || v != floor(v))) {
		wr_wrong(r, key, "must be a whole number that is not negative");
		return 0;
	}
	return v;
}

int wr_need_name(struct wr_reader *r, const cJSON *object, const char *key, int (*from)(const char *))
{
	const char *s = as_string(r, wr_must_have(r, object, key), key);
	int value = s ? from(s) : 0;
	char what[80];

	if (value >= 0)
		return value;
	snprintf(what, sizeof what, "'%.40s' is not one of its names", s);
	wr_wrong(r, key, what);
	return 0;
}

/* Enters parent.key[index] (index < 0: parent.key); returns what wr_leave() needs. */
size_t wr_enter(struct wr_reader *r, const char *key, long index)
{
	size_t before = strlen(r->place), room = sizeof r->place - before;
	char *end = r->place + before;

	if (index < 0)
		snprintf(end, room, "%s%s", before ? "." : "", key);
	else
		snprintf(end, room, "%s%s[%ld]", before ? "." : "", key, index);
	return before;
}

void wr_leave(struct wr_reader *r, size_t before)
{
	r->place[before] = '\0';
}

const cJSON *wr_as_list(struct wr_reader *r, const cJSON *list, const char *key)
{
	if (list && !cJSON_IsArray(list))
		wr_wrong(r, key, "must be an array");
	return cJSON_IsArray(list) ? list : NULL;
}

size_t wr_list_length(const cJSON *list)
{
	return list ? (size_t)cJSON_GetArraySize(list) : 0;
}

void wr_read_list(struct wr_reader *r, const cJSON *list, const char *key, wr_read_item *read,
		      void *out, size_t size)
{
	const cJSON *item;
	char *at = out;
	long i = 0;

	for (item = list ? list->child : NULL; item && !r->failed; item = item->next) {
		size_t before = wr_enter(r, key, i++);

		if (cJSON_IsObject(item))
			read(r, item, at);
		else
			wr_wrong(r, "", "must be an object");
		wr_leave(r, before);
		at += size;
	}
}

const cJSON *wr_enter_object(struct wr_reader *r, const cJSON *m, const char *key, size_t *before)
{
	const cJSON *o = wr_may_have(m, key);

	if (o && !cJSON_IsObject(o)) {
		wr_wrong(r, key, "must be an object");
		return NULL;
	}
	if (o)
		*before = wr_enter(r, key, -1);
	return o;
}
