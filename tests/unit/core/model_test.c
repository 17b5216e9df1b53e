#include "tests/unit/unit.h"

#include "core/model.h"

/* Every kind's names in the order of its enum, as run.json writes them. */
#define ROUND_TRIP(what, type, ...) do { \
	static const char *const names[] = { __VA_ARGS__ }; \
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) { \
		CHECK_STR(wr_##what##_name((type)i), names[i]); \
		CHECK_EQ(names[i], wr_##what##_from(names[i]), i); \
	} \
	CHECK_EQ("no name", wr_##what##_from("nonsense"), -1); \
	CHECK_EQ("empty", wr_##what##_from(""), -1); \
} while (0)

TEST(names_and_back)
{
	ROUND_TRIP(severity, enum wr_severity, "low", "medium", "high", "critical");
	ROUND_TRIP(confidence, enum wr_confidence, "low", "medium", "high");
	ROUND_TRIP(state, enum wr_finding_state, "new", "known", "fixed");
	ROUND_TRIP(verdict, enum wr_verdict, "pass", "fail", "incomplete", "inconclusive");
	ROUND_TRIP(stage_status, enum wr_stage_status, "ok", "failed", "skipped");
	ROUND_TRIP(notice_level, enum wr_notice_level, "note", "warning", "error");
	ROUND_TRIP(change_verdict, enum wr_change_verdict, "pass", "fail", "inconclusive");
}

TEST(names_are_exact)
{
	CHECK_EQ("case", wr_severity_from("High"), -1);
	CHECK_EQ("prefix", wr_severity_from("hig"), -1);
	CHECK_EQ("longer", wr_severity_from("highest"), -1);
}
