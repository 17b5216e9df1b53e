#ifndef WEIR_REPORT_HTML_P_H
#define WEIR_REPORT_HTML_P_H

#include "core/arena.h"
#include "core/buf.h"
#include "report/compare_p.h"
#include "report/component_p.h"
#include "report/order_p.h"
#include "report/outcome_p.h"
#include "report/report.h"
#include "report/source_p.h"
#include "report/trend_p.h"

/*
 * html_p.h - the parts of the page: each fills one {{slot}} of
 * templates/report.html and writes nothing when it has nothing to say.
 *
 * The page stays below 1 MB for 2,000 findings: only the worst have their
 * source shown, and every list ends at a limit and says what is missing.
 */

#define RP_DETAILED 100                 /* findings with excerpt and chain */
#define RP_ROWS_MAX 2000                /* of the table of findings */
#define RP_CHANGES_MAX 400
#define RP_MEASURES_MAX 1000
#define RP_ROWS_BYTES 560000            /* of them, and of the other parts that grow with the run */
#define RP_DETAILS_BYTES 250000
#define RP_CHARTS_BYTES 250000

struct rp_page {
	struct wr_buf *out;
	struct wr_arena *arena;
	struct rp_sources *sources;
	const struct wr_run *run;
	const struct rp_options *options;
	struct rp_counts counts;
	const struct wr_finding **findings;     /* new and known, worst first */
	size_t finding_count, detailed;
	const struct rp_change *changes;
	size_t change_count;
	const struct rp_component *components;
	size_t component_count, told;   /* notices that stand in a component */
	const char **rules;             /* ids that the findings name, each once */
	size_t rule_count;
	unsigned pictures;              /* numbers that are taken */
	const struct rp_past_run *past; /* of an index; run is the newest then */
	size_t past_count;
	const struct rp_trend *trends;
	size_t trend_count;
};

/* A {{slot}} of templates/report.html and what fills it. */
struct rp_slot {
	const char *name;
	void (*write)(struct rp_page *page);
};

/* Writes the page; slots of `own` (NULL-ended) go before those of a report. */
void rp_page_fill(struct rp_page *page, const struct rp_slot *own);

void rp_page_summary(struct rp_page *page);     /* verdict and cards */
void rp_page_failures(struct rp_page *page);
void rp_page_findings(struct rp_page *page);    /* table and details */
void rp_page_fixed(struct rp_page *page);
void rp_page_components(struct rp_page *page);
void rp_page_changes(struct rp_page *page);
void rp_page_charts(struct rp_page *page);
void rp_page_measures(struct rp_page *page);
void rp_page_rules(struct rp_page *page);
void rp_page_notices(struct rp_page *page);
void rp_page_stages(struct rp_page *page);      /* and the files that were made */

void rp_page_detail(struct rp_page *page, size_t index);        /* of one finding */
/* The source around a place, the hit marked; false if it cannot be read. */
bool rp_page_excerpt(struct rp_page *page, const struct wr_location *at);
/* One line of source, tabs as blanks, cut to a sane length. */
void rp_page_source_line(struct rp_page *page, const char *line);

/* Escaped text between tags, of at most max bytes before escaping. */
void rp_page_text(struct rp_page *page, const char *text, size_t max);
/* The same for "bench.parse.cpu_time", which may break behind its points. */
void rp_page_name(struct rp_page *page, const char *name, size_t max);
/* What the finding says, or its rule where it says nothing. */
void rp_page_message(struct rp_page *page, const struct wr_finding *f, size_t max);
void rp_page_place(struct rp_page *page, const struct wr_location *at);
/* <section> with its heading and a number beside it; number SIZE_MAX for none. */
void rp_page_section(struct rp_page *page, const char *id, const char *title, size_t number);
/* The beginning of a table up to <tbody>, in a box that scrolls sideways; all
 * texts are trusted.  attributes: of <table>.  columns end with a NULL title. */
struct rp_column { const char *title, *attributes; };
void rp_page_table(struct rp_page *page, const char *attributes, const char *caption,
		   const struct rp_column *columns);
void rp_page_table_end(struct rp_page *page);
/* Number of the rule in rules, rule_count if it is not there. */
size_t rp_page_rule(const struct rp_page *page, const char *id);

#endif
