#ifndef WEIR_CORE_RUN_JSON_H
#define WEIR_CORE_RUN_JSON_H

#include <stddef.h>
#include "core/buf.h"
#include "core/err.h"
#include "core/json.h"
#include "core/run.h"

/* run_json.h - run.json, schema "weir.run/1" (docs/schema/run-1.json): a whole
 * run, written and read back without loss. */

void wr_run_write_json(const struct wr_run *run, struct wr_buf *out);
/* A new run, the caller's; NULL with err (file, line and column, or the member
 * that is wrong) if the file is truncated, of another schema, or too large (256 MiB). */
struct wr_run *wr_run_read_json(const char *path, struct wr_err *err);
struct wr_run *wr_run_parse_json(const char *text, size_t n, const char *name, struct wr_err *err);

/* The members "findings" and "measures", which a baseline has too: into an
 * open object, and from one into run, which keeps what it had (-1 with err). */
void wr_run_write_facts(struct wr_json *w, const struct wr_run *run);
int wr_run_read_facts(const cJSON *object, const char *name, struct wr_run *run, struct wr_err *err);

#endif
