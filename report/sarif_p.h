#ifndef WEIR_REPORT_SARIF_P_H
#define WEIR_REPORT_SARIF_P_H

#include "core/json.h"
#include "report/order_p.h"
#include "report/report.h"
#include "report/source_p.h"

/*
 * sarif_p.h - SARIF 2.1.0 (OASIS, 2020) as GitHub code scanning reads it.
 *
 * What GitHub refuses or drops above a limit is left out here first, worst
 * findings kept, and said in a notification of the invocation.
 */

#define RP_SARIF_RESULTS 5000           /* shown of one run */
#define RP_SARIF_BYTES 10000000         /* of the file: GitHub's limit gzipped, other readers' limit plain */
#define RP_SARIF_TEXT 1000              /* of a description: 1,024 characters are allowed */
#define RP_SARIF_MESSAGE 2000
#define RP_SARIF_STEPS 100              /* of a chain; 1,000 are shown */
#define RP_SARIF_RELATED 20

/*
 * GitHub tells two alerts of one rule on one line apart by nothing and drops
 * the second: such findings become one result, the others its related places.
 */
struct rp_sarif_result {
	const struct wr_finding *finding;
	const char *path;               /* below the root */
	struct rp_sarif_result *also;   /* the next of the same rule and line */
	struct rp_sarif_result *last;   /* of them; only in the first */
};

struct rp_sarif {
	struct wr_json json;
	size_t start;                   /* of the file in json.out */
	struct wr_arena *arena;
	struct rp_sources *sources;
	const struct wr_run *run;
	const struct rp_options *options;
	const struct wr_rule **rules;   /* as declared: ruleIndex is the index here */
	size_t rule_count;              /* the given ones, then those that only findings name */
	struct rp_sarif_result **results;
	size_t result_count;
	size_t left_out;                /* findings above a limit */
};

/* Chooses the results: new and known findings, worst first, at most RP_SARIF_RESULTS. */
void rp_sarif_gather(struct rp_sarif *s);

/* rules[] of the driver: the given ones and those of the results. */
void rp_sarif_rules(struct rp_sarif *s);
size_t rp_sarif_rule_index(const struct rp_sarif *s, const char *id);   /* rule_count if there is none */

/* A physicalLocation; path is below the root. */
void rp_sarif_place(struct rp_sarif *s, const char *path, const struct wr_location *at);

/* results[]: the gathered ones that the file has room for. */
void rp_sarif_results(struct rp_sarif *s);

/* A name, with nothing in it that a terminal would act on, of about max bytes at most. */
void rp_sarif_string(struct rp_sarif *s, const char *key, const char *text, size_t max);
/* The same as a message object, in which nothing is a link either. */
void rp_sarif_message(struct rp_sarif *s, const char *key, const char *text, size_t max);
const char *rp_sarif_level(enum wr_severity severity);

#endif
