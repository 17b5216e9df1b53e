#ifndef WEIR_LOADSIM_SCENARIO_P_H
#define WEIR_LOADSIM_SCENARIO_P_H

#include "loadsim/loadsim.h"

/* scenario_p.h - the parts of reading a scenario. */

/* ls_scenario_read over n bytes of text; name is used in messages. */
int ls_scenario_parse(const char *text, size_t n, const char *name, struct wr_arena *arena,
		      struct ls_scenario *out, struct wr_err *err);

#define LS_LEAST_TIME 1e-6      /* seconds */
#define LS_MOST_TIME 2592000.0  /* 30 days */
#define LS_USUAL_CONNECTIONS 256
#define LS_USUAL_H2_CONNECTIONS 8
#define LS_USUAL_STREAMS 100

/* The tables of service.c and phases.c, and the checks that tables cannot make; files that they name are read. */
extern const struct wr_field ls_service_fields[], ls_phase_fields[], ls_users_fields[];
extern const struct ls_service ls_service_default;
int ls_service_check(struct ls_service *s, const char *path, struct wr_arena *arena, struct wr_err *err);
int ls_phases_check(struct ls_scenario *s, struct wr_arena *arena, struct wr_err *err);

/* The table, defaults and checks of stress_scenario.c. */
extern const struct wr_field ls_stress_fields[];
extern const struct ls_stress ls_stress_default;
int ls_stress_check(const struct ls_stress *s, const char *path, struct wr_err *err);

/* "phase_2" or "phase_warm_up": the part of the names of its measures. */
const char *ls_phase_label(const struct ls_phase *p, size_t index, struct wr_arena *arena);
/* The label of the phase of this name or number, NULL if there is none. */
const char *ls_phase_find(const struct ls_scenario *s, const char *text, struct wr_arena *arena);

/* "p99 < 80ms", "p99 < 80ms in phase 2" and their like, for the phases of s.
 * text must live as long as *out.  The message of an error has no place; the
 * caller knows it. */
int ls_threshold_parse(const char *text, const struct ls_scenario *s, struct wr_arena *arena,
		       struct ls_threshold *out, struct wr_err *err);

/* -1 with err unless method, path and headers can be put into a request as
 * they are and say nothing that weir says itself. */
int ls_request_check(const struct ls_request *r, const char *path, struct wr_err *err);

#endif
