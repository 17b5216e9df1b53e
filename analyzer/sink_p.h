#ifndef WEIR_ANALYZER_SINK_P_H
#define WEIR_ANALYZER_SINK_P_H

#include "analyzer/rule.h"
#include "core/run.h"

/* sink_p.h - from a rule's reports to the run's findings. */

struct an_report {
	struct an_sink *sink;
	const struct an_rule *rule;
	enum wr_severity severity;
	enum wr_confidence confidence;
	uint32_t function;
	struct an_span span;
	const char *path;               /* relative to the root */
	const char *message;
	struct wr_step *steps;
	size_t step_count, step_cap;
	uint32_t last_function;         /* where the chain ends; 0 = there is none */
	const char *fingerprint, *text_fingerprint;
	uint32_t loop_function;         /* the first loop of the chain; 0 = none */
	an_id loop;
	struct { uint32_t function; an_id symbol; } walked[2];  /* names of the container that each turn pays for */
	struct an_span fix_span;
	const char *fix;                /* NULL = none */
};

#define AN_TOLD_MAX 32

struct an_sink {
	const struct an_program *p;
	struct wr_arena *arena;
	const struct an_rule *rule;     /* the one that runs */
	struct an_report **reports;
	size_t n, cap;
	struct an_ignored *ignored;     /* by file and line, each once */
	size_t ignored_count, ignored_cap;
	struct {                        /* an_told_before() */
		const struct an_rule *rule;
		uint32_t function, things[AN_TOLD_MAX];
		unsigned n;
	} told;
};

struct an_sink *an_sink_new(const struct an_program *p);
void an_sink_free(struct an_sink *sink);        /* accepts NULL */
/* Adds the findings that are left after duplicates, suppressions and the user's settings. */
void an_sink_finish(struct an_sink *sink, const struct an_options *options, struct wr_run *run);

/* The name where it is declared, or, of a member, first mentioned. */
struct an_span an_symbol_span(const an_unit *u, an_id symbol);
/* The path of a function's file, relative to the root. */
const char *an_path_of(struct an_sink *sink, uint32_t function);
/* ignored.c: lists the suppressions of all units; does one cover the report? */
void an_collect_ignored(struct an_sink *sink);
bool an_is_ignored(struct an_sink *sink, const struct an_report *r);
/* Notices for those that covered nothing, once all reports were asked for. */
void an_note_unused(struct an_sink *sink, const struct an_options *options, struct wr_run *run);
/* What a measured profile says of a function: of the one in which its own share is largest; all 0 = none speaks of it. */
struct an_measured {
	double share, own;              /* of the whole, with what it calls and without (an_hot) */
	const char *profile;
};
struct an_measured an_measured(const struct an_program *p, uint32_t function, const struct an_options *options);
/* Fills the fingerprints; reports are sorted by path and place. */
void an_fingerprint(struct an_sink *sink);

#endif
