#ifndef WEIR_ANALYZER_TURN_EFFECT_P_H
#define WEIR_ANALYZER_TURN_EFFECT_P_H

#include "analyzer/rule.h"

/* turn_effect_p.h - an effect on every turn of a loop, directly or through calls. */

struct an_turn_effect {
	uint32_t effect;                /* enum an_effect, one bit */
	const char *does;               /* "waits for a network round trip": what the call does */
	const char *costs;              /* "one round trip per turn" */
	/* Is it to be told?  The way leads from an op in the loop to the cause. */
	bool (*counts)(const struct an_program *p, const struct an_way *way, an_id loop);
	/* Is it a note at most?  NULL = never. */
	bool (*is_minor)(const struct an_program *p, const struct an_way *way, an_id loop);
	enum wr_severity over_rows;     /* where the loop goes over the rows of a query */
	int max_calls;                  /* between the loop and the cause, at most AN_WAY_MAX */
};

/* Reports what the loops of all functions do at each turn. */
void an_check_turn_effect(const struct an_program *p, struct an_sink *sink, const struct an_turn_effect *e);
/* Is the value that the cause is about (its subject, or its receiver) one and the same object on every turn? */
bool an_way_same_object(const struct an_program *p, const struct an_way *way, an_id loop);
/* for server in servers: ask it; leave when it has answered; or somebody at a terminal is asked in the turn.  In C a return behind the call is most often that of a
 * failure; in Python a failure is raised. */
bool an_until_one_answers(const struct an_program *p, const struct an_way *way, an_id loop);

#endif
