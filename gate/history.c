/*
 * history.c - the measures of many runs in one SQLite file.
 *
 * A run is one transaction: a program that is killed, or a disk that is full,
 * leaves what was there.  Two at once wait for each other.
 */
#include "gate/gate.h"

#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "core/alloc.h"
#include "core/file.h"
#include "core/machine.h"
#include "core/units.h"
#include "core/change_point.h"

enum { SCHEMA = 1, PATIENCE = 10000 };  /* ms that another one's transaction may take */
#define APPLICATION 0x77656972          /* "weir": so that no other program's file is taken for ours */
#define TEXT_OF(x) #x
#define TEXT(x) TEXT_OF(x)

static const char schema[] =
	"CREATE TABLE runs (id INTEGER PRIMARY KEY, time INTEGER NOT NULL, revision TEXT NOT NULL, machine TEXT NOT NULL);"
	"CREATE TABLE measures (id INTEGER PRIMARY KEY, name TEXT NOT NULL, unit TEXT NOT NULL, lower INTEGER NOT NULL,"
	" UNIQUE (name, unit));"
	"CREATE TABLE samples (measure INTEGER NOT NULL REFERENCES measures, run INTEGER NOT NULL REFERENCES runs"
	" ON DELETE CASCADE, value REAL NOT NULL, PRIMARY KEY (measure, run)) WITHOUT ROWID;"
	"CREATE INDEX samples_of_run ON samples (run);"
	"PRAGMA user_version = 1; PRAGMA application_id = " TEXT(APPLICATION) ";";

struct history { sqlite3 *db; const char *path; struct wr_err *err; };

static int fail(const struct history *h)
{
	return wr_fail(h->err, WR_EIO, "%s: %s", h->path, h->db ? sqlite3_errmsg(h->db) : "out of memory");
}

static int execute(const struct history *h, const char *sql)
{
	return sqlite3_exec(h->db, sql, NULL, NULL, NULL) == SQLITE_OK ? 0 : fail(h);
}

/* The number that a PRAGMA gives; -1 on failure. */
static int pragma(const struct history *h, const char *sql)
{
	sqlite3_stmt *s;
	int value = -1;

	if (sqlite3_prepare_v2(h->db, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
		value = sqlite3_column_int(s, 0);
	sqlite3_finalize(s);
	return value;
}

/* An empty file becomes a history; any other must be one. */
static int check_schema(const struct history *h, bool create)
{
	int version = pragma(h, "PRAGMA user_version"), application = pragma(h, "PRAGMA application_id");

	if (version < 0 || application < 0)
		return fail(h);
	if (create && !version && !application && pragma(h, "SELECT count(*) FROM sqlite_master") == 0)
		return execute(h, schema);
	if (application != APPLICATION)
		return wr_fail(h->err, WR_EINPUT, "%s: not a history of weir", h->path);
	if (version != SCHEMA)
		return wr_fail(h->err, WR_EINPUT, "%s: a history of version %d, which this weir cannot read", h->path, version);
	return 0;
}

static void close_history(struct history *h)
{
	sqlite3_close(h->db);
	h->db = NULL;
}

/* With a transaction begun where it is to be written. */
static int open_history(struct history *h, bool write)
{
	/* A reader, too, must be able to take back what a killed writer left; a read-only file is opened so. */
	int flags = SQLITE_OPEN_READWRITE | (write ? SQLITE_OPEN_CREATE : 0);

	if (!write && !wr_is_file(h->path))
		return wr_fail(h->err, WR_EIO, "%s: there is no history", h->path);
	if (sqlite3_open_v2(h->path, &h->db, flags, NULL) != SQLITE_OK) {
		fail(h);
		close_history(h);
		return -1;
	}
	sqlite3_busy_timeout(h->db, PATIENCE);
	if ((write && (execute(h, "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL") || execute(h, "BEGIN IMMEDIATE"))) ||
	    check_schema(h, write)) {
		close_history(h);
		return -1;
	}
	return 0;
}

/* What is not committed is taken back by closing. */
static int commit(struct history *h, int result)
{
	if (!result)
		result = execute(h, "COMMIT");
	close_history(h);
	return result;
}

static int insert_run(const struct history *h, const char *machine, const char *revision)
{
	sqlite3_stmt *s;
	int result;

	if (sqlite3_prepare_v2(h->db, "INSERT INTO runs (time, revision, machine) VALUES (?, ?, ?)", -1, &s, NULL) != SQLITE_OK)
		return fail(h);
	sqlite3_bind_int64(s, 1, (sqlite3_int64)time(NULL));
	sqlite3_bind_text(s, 2, revision ? revision : "", -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(s, 3, machine, -1, SQLITE_TRANSIENT);
	result = sqlite3_step(s) == SQLITE_DONE ? 0 : fail(h);
	sqlite3_finalize(s);
	return result;
}

static int insert_measure(const struct history *h, sqlite3_int64 run, sqlite3_stmt *name, sqlite3_stmt *value,
			  const struct wr_measure *m)
{
	sqlite3_reset(name);
	sqlite3_bind_text(name, 1, m->name, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(name, 2, m->unit, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(name, 3, m->better == WR_LOWER_IS_BETTER);
	if (sqlite3_step(name) != SQLITE_DONE)
		return fail(h);
	sqlite3_reset(value);
	sqlite3_bind_int64(value, 1, run);
	sqlite3_bind_double(value, 2, m->now.value);
	sqlite3_bind_text(value, 3, m->name, -1, SQLITE_TRANSIENT);
	sqlite3_bind_text(value, 4, m->unit, -1, SQLITE_TRANSIENT);
	return sqlite3_step(value) == SQLITE_DONE ? 0 : fail(h);
}

static int insert_measures(const struct history *h, const struct wr_run *run)
{
	sqlite3_int64 id = sqlite3_last_insert_rowid(h->db);
	sqlite3_stmt *name = NULL, *value = NULL;
	int result = 0;

	if (sqlite3_prepare_v2(h->db, "INSERT OR IGNORE INTO measures (name, unit, lower) VALUES (?, ?, ?)", -1, &name,
			       NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(h->db, "INSERT OR REPLACE INTO samples (measure, run, value) "
			       "SELECT id, ?1, ?2 FROM measures WHERE name = ?3 AND unit = ?4", -1, &value, NULL) != SQLITE_OK)
		result = fail(h);
	for (size_t i = 0; i < run->measure_count && !result; i++)
		if (isfinite(run->measures[i].now.value))
			result = insert_measure(h, id, name, value, &run->measures[i]);
	sqlite3_finalize(name);
	sqlite3_finalize(value);
	return result;
}

int gt_history_add(const char *path, const struct wr_run *run, const char *revision, struct wr_err *err)
{
	struct history h = { NULL, path, err };
	char here[17];
	int result;

	if (open_history(&h, true))
		return -1;
	result = insert_run(&h, run->machine ? run->machine : wr_machine(here), revision);
	if (!result)
		result = insert_measures(&h, run);
	return commit(&h, result);
}

int gt_history_prune(const char *path, size_t keep, size_t *removed, struct wr_err *err)
{
	struct history h = { NULL, path, err };
	char sql[160];
	int result;

	if (!wr_is_file(path))
		return wr_fail(err, WR_EIO, "%s: there is no history", path);
	if (open_history(&h, true))
		return -1;
	snprintf(sql, sizeof sql, "DELETE FROM runs WHERE id NOT IN (SELECT id FROM runs ORDER BY id DESC LIMIT %zu)", keep);
	result = execute(&h, sql);
	*removed = result ? 0 : (size_t)sqlite3_changes(h.db);
	if (!result)
		result = execute(&h, "DELETE FROM measures WHERE id NOT IN (SELECT measure FROM samples)");
	return commit(&h, result);
}

/* ---- reading ---- */

struct past {                           /* of one measure, oldest first */
	char *name, *unit;
	bool lower;
	double *values;
	char **labels;                  /* "run 3, revision abc, 2026-11-20" */
	size_t n, cap;
};

static void forget(struct past *p)
{
	for (size_t i = 0; i < p->n; i++)
		free(p->labels[i]);
	free(p->values);
	free(p->labels);
	free(p->name);
	free(p->unit);
	*p = (struct past){ 0 };
}

static const char *column(sqlite3_stmt *s, int i)
{
	const unsigned char *text = sqlite3_column_text(s, i);

	return text ? (const char *)text : "";
}

static char *label_of(sqlite3_stmt *s)
{
	time_t when = (time_t)sqlite3_column_int64(s, 5);
	struct wr_buf text = WR_BUF_INIT;
	char day[32] = "";
	struct tm tm;

	if (gmtime_r(&when, &tm))
		strftime(day, sizeof day, "%Y-%m-%d", &tm);
	wr_buf_printf(&text, "run %lld%s%s, %s", sqlite3_column_int64(s, 4), *column(s, 6) ? ", revision " : "", column(s, 6), day);
	return wr_buf_detach(&text, NULL);
}

static void remember(struct past *p, sqlite3_stmt *s)
{
	size_t cap = p->cap;

	if (!p->name) {
		p->name = wr_strdup(column(s, 0));
		p->unit = wr_strdup(column(s, 1));
		p->lower = sqlite3_column_int(s, 2);
	}
	p->values = wr_grow(p->values, p->n, &p->cap, 1, sizeof *p->values);
	p->labels = wr_grow(p->labels, p->n, &cap, 1, sizeof *p->labels);
	p->values[p->n] = sqlite3_column_double(s, 3);
	p->labels[p->n++] = label_of(s);
}

static void note_changes(struct wr_run *run, const struct past *p)
{
	struct wr_change_point points[WR_MOST_CHANGE_POINTS];
	size_t n = wr_find_change_points(p->values, p->n, points);
	char before[64], after[64];

	for (size_t i = 0; i < n; i++) {
		bool worse = (points[i].after > points[i].before) == p->lower;

		wr_run_note(run, worse ? WR_WARNING : WR_NOTE, "%s became %s at %s: from %s to %s", p->name,
			    worse ? "worse" : "better", p->labels[points[i].at],
			    wr_format_value(before, sizeof before, points[i].before, p->unit),
			    wr_format_value(after, sizeof after, points[i].after, p->unit));
	}
}

static void publish(struct wr_run *run, const struct past *p)
{
	struct wr_arena *arena = wr_arena_new();
	struct wr_point *points = wr_arena_array(arena, p->n, sizeof *points);
	struct wr_line line = { "value", p->unit, points, p->n };
	struct wr_measure *m;

	for (size_t i = 0; i < p->n; i++)
		points[i] = (struct wr_point){ (double)(i + 1), p->values[i] };
	wr_run_add_series(run, &(struct wr_series){
		.name = wr_arena_printf(arena, "history.%s", p->name), .x_name = "run", .x_unit = "1",
		.lines = &line, .line_count = 1,
	});
	m = wr_run_add_fact(run, wr_arena_strndup(arena, p->name, strcspn(p->name, ".")), p->name, p->unit,
			    p->lower ? WR_LOWER_IS_BETTER : WR_HIGHER_IS_BETTER, p->values[p->n - 1]);
	m->now.n = p->n;
	note_changes(run, p);
	wr_arena_free(arena);
}

/* Of the machine of the last run: times of another one are another series. */
static const char query[] =
	"SELECT m.name, m.unit, m.lower, s.value, r.id, r.time, r.revision FROM samples s JOIN measures m ON m.id = s.measure "
	"JOIN runs r ON r.id = s.run WHERE r.machine = (SELECT machine FROM runs ORDER BY id DESC LIMIT 1) "
	"AND (?1 IS NULL OR m.name = ?1) ORDER BY m.name, m.unit, r.id";

static int read_all(const struct history *h, const char *measure, struct wr_run *run)
{
	struct past p = { 0 };
	sqlite3_stmt *s;
	int step;

	if (sqlite3_prepare_v2(h->db, query, -1, &s, NULL) != SQLITE_OK)
		return fail(h);
	if (measure)
		sqlite3_bind_text(s, 1, measure, -1, SQLITE_TRANSIENT);
	while ((step = sqlite3_step(s)) == SQLITE_ROW) {
		if (p.name && (strcmp(p.name, column(s, 0)) != 0 || strcmp(p.unit, column(s, 1)) != 0)) {
			publish(run, &p);
			forget(&p);
		}
		remember(&p, s);
	}
	if (p.name && step == SQLITE_DONE)
		publish(run, &p);
	forget(&p);
	sqlite3_finalize(s);
	return step == SQLITE_DONE ? 0 : fail(h);
}

static void note_others(const struct history *h, struct wr_run *run)
{
	int all = pragma(h, "SELECT count(*) FROM runs");
	int others = pragma(h, "SELECT count(*) FROM runs WHERE machine <> (SELECT machine FROM runs ORDER BY id DESC LIMIT 1)");

	wr_run_note(run, WR_NOTE, "%d run%s in the history", all, all == 1 ? "" : "s");
	if (others > 0)
		wr_run_note(run, WR_NOTE, "%d of them from other machines than the last one; they are left out", others);
}

int gt_history_read(const char *path, const char *measure, struct wr_run *run, struct wr_err *err)
{
	struct history h = { NULL, path, err };
	int result;

	if (open_history(&h, false))
		return -1;
	result = read_all(&h, measure, run);
	if (!result && measure && !run->measure_count)
		result = wr_fail(err, WR_EUSAGE, "%s: no measure named '%s'", path, measure);
	if (!result)
		note_others(&h, run);
	close_history(&h);
	return result;
}
