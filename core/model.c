/* model.c - the names that run.json and people use for the model's kinds. */
#include "core/model.h"

#include <assert.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* NAMES(what, enum, names in the order of the enum): what_name() and what_from(). */
#define NAMES(what, type, ...) \
	static const char *const what##_names[] = { __VA_ARGS__ }; \
	const char *wr_##what##_name(type v) \
	{ \
		assert((size_t)v < COUNT(what##_names)); \
		return what##_names[v]; \
	} \
	int wr_##what##_from(const char *name) \
	{ \
		return find(what##_names, COUNT(what##_names), name); \
	}

static int find(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(names[i], name))
			return (int)i;
	return -1;
}

NAMES(severity, enum wr_severity, "low", "medium", "high", "critical")
NAMES(confidence, enum wr_confidence, "low", "medium", "high")
NAMES(state, enum wr_finding_state, "new", "known", "fixed")
NAMES(verdict, enum wr_verdict, "pass", "fail", "incomplete", "inconclusive")
NAMES(stage_status, enum wr_stage_status, "ok", "failed", "skipped")
NAMES(notice_level, enum wr_notice_level, "note", "warning", "error")
NAMES(change_verdict, enum wr_change_verdict, "pass", "fail", "inconclusive")
