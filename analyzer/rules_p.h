#ifndef WEIR_ANALYZER_RULES_P_H
#define WEIR_ANALYZER_RULES_P_H

#include "analyzer/sink_p.h"

/* rules_p.h - the table of rules. */

const struct an_rule *an_rule_find(const char *id);     /* or NULL */
/* -1 if the options name a rule that there is not. */
int an_rules_check_names(const struct an_options *o, struct wr_err *err);
/* A bit (1 << enum an_language) for every language of "c,cpp,python"; NULL: none. */
unsigned an_languages_of(const char *list);
/* Do the options leave it on? */
bool an_rule_is_on(const struct an_rule *rule, const struct an_options *o);
/* Runs the rules that the options leave on. */
void an_rules_run(const struct an_program *p, const struct an_options *o, struct an_sink *sink);

#endif
