#include "report/text_p.h"

#include "report/compare_p.h"

enum { ROWS_BY_DEFAULT = 24 };

static const char *stat_text(struct rp_terminal *t, const struct wr_stat *stat, const char *unit, bool interval)
{
	struct wr_buf text = WR_BUF_INIT;
	const char *copy;

	rp_stat_text(&text, stat, unit, interval);
	copy = wr_arena_strdup(t->arena, text.data);
	wr_buf_free(&text);
	return copy;
}

static const char *change_text(struct rp_terminal *t, const struct rp_change *change, bool interval)
{
	struct wr_buf text = WR_BUF_INIT;
	const char *copy;

	rp_change_text(&text, change, interval);
	copy = change->shift == RP_SAME ? wr_arena_strdup(t->arena, text.data) :
	       wr_arena_printf(t->arena, "%s: %s", rp_shift_word(change->shift), text.data);
	wr_buf_free(&text);
	return copy;
}

static void write_more(struct rp_terminal *t, size_t more)
{
	if (!more)
		return;
	rp_spaces(t, 2);
	rp_wrap(t, RP_DIM, 2, 2, wr_arena_printf(t->arena, "%zu more. --verbose shows all.", more));
}

static const char *const *change_cells(struct rp_terminal *t, const struct rp_change *changes, size_t n,
				       bool interval)
{
	const char **cells = wr_arena_array(t->arena, n * 4, sizeof *cells);

	for (size_t i = 0; i < n; i++) {
		const struct wr_measure *m = changes[i].measure;

		cells[4 * i] = m->name;
		cells[4 * i + 1] = stat_text(t, &m->base, m->unit, false);
		cells[4 * i + 2] = stat_text(t, &m->now, m->unit, false);
		cells[4 * i + 3] = change_text(t, &changes[i], interval);
	}
	return cells;
}

static void write_changes(struct rp_terminal *t, const struct rp_change *changes, size_t n, size_t total)
{
	static const char *const head[] = { "Metric", "Before", "After", "Improvement" };
	static const enum rp_paint by_shift[RP_SHIFTS] = {
		[RP_WORSE] = RP_RED, [RP_UNCLEAR] = RP_YELLOW, [RP_BETTER] = RP_GREEN
	};
	const char *const *cells = change_cells(t, changes, n, true);
	enum rp_paint *paints = wr_arena_array(t->arena, n, sizeof *paints);

	for (size_t i = 0; i < n; i++)
		paints[i] = by_shift[changes[i].shift];
	/* The names are worth more than the intervals where the line is too short for both. */
	if (!rp_table_fits(t, head, cells, 4, n))
		cells = change_cells(t, changes, n, false);
	rp_heading(t, "Before and after");
	rp_table(t, head, cells, paints, 4, n);
	write_more(t, total - n);
}

static void write_plain(struct rp_terminal *t, size_t n, size_t total)
{
	static const char *const head[] = { "Metric", "Value" };
	const char **cells = wr_arena_array(t->arena, n * 2, sizeof *cells);
	enum rp_paint *paints = wr_arena_array(t->arena, n, sizeof *paints);
	const struct wr_measure *m = t->run->measures;

	for (size_t i = 0; i < n; m++) {
		if (m->has_base)
			continue;
		cells[2 * i] = m->name;
		cells[2 * i++ + 1] = stat_text(t, &m->now, m->unit, true);
	}
	rp_heading(t, "Measures");
	rp_table(t, head, cells, paints, 2, n);
	write_more(t, total - n);
}

/* What was compared is what a reviewer came for; plain facts stand in the way
 * then, and are all there is otherwise. */
void rp_text_measures(struct rp_terminal *t)
{
	size_t compared;
	const struct rp_change *changes = rp_changes(t->run, t->arena, &compared);
	size_t plain = t->run->measure_count - compared;
	size_t most = t->options->verbose ? t->run->measure_count : ROWS_BY_DEFAULT;

	if (compared)
		write_changes(t, changes, compared < most ? compared : most, compared);
	if (plain && (t->options->verbose || !compared))
		write_plain(t, plain < most ? plain : most, plain);
}
