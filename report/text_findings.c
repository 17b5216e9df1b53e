#include "report/text_p.h"

#include <ctype.h>
#include <string.h>

#include "core/text.h"
#include "report/order_p.h"
#include "report/place_p.h"

enum { SHOWN_BY_DEFAULT = 20, SHOWN_STEPS = 8 };

static enum rp_paint severity_paint(enum wr_severity severity)
{
	static const enum rp_paint paints[] = {
		[WR_LOW] = RP_DIM, [WR_MEDIUM] = RP_BLUE, [WR_HIGH] = RP_YELLOW, [WR_CRITICAL] = RP_RED
	};

	return paints[severity];
}

static const char *severity_word(struct rp_terminal *t, enum wr_severity severity)
{
	char *word = wr_arena_strdup(t->arena, wr_severity_name(severity));

	for (char *c = word; *c; c++)
		*c = (char)toupper((unsigned char)*c);
	return word;
}

static const char *place_text(struct rp_terminal *t, const struct wr_location *at, const char *none)
{
	struct wr_buf place = WR_BUF_INIT;
	const char *copy;

	rp_place(&place, at);
	copy = wr_arena_strdup(t->arena, place.len ? place.data : none);
	wr_buf_free(&place);
	return copy;
}

static void write_headline(struct rp_terminal *t, const struct wr_finding *f)
{
	rp_paint(t, RP_BOLD, place_text(t, &f->at, "this run"));
	rp_spaces(t, 2);
	rp_paint(t, severity_paint(f->severity), severity_word(t, f->severity));
	rp_spaces(t, 2);
	rp_paint(t, RP_DIM, f->rule);
	if (f->state == WR_KNOWN) {
		rp_spaces(t, 2);
		rp_paint(t, RP_DIM, "known");
	}
	wr_buf_char(t->out, '\n');
}

static void write_chain(struct rp_terminal *t, const struct wr_finding *f)
{
	size_t widest = 0, n = f->chain_length < SHOWN_STEPS ? f->chain_length : SHOWN_STEPS;

	for (size_t i = 0; i < n; i++) {
		size_t width = wr_text_width(place_text(t, &f->chain[i].at, ""));

		if (width > widest && width <= t->width / 3)
			widest = width;
	}
	for (size_t i = 0; i < n; i++) {
		const char *place = place_text(t, &f->chain[i].at, "");
		size_t width = wr_text_width(place);

		rp_spaces(t, 6);
		rp_paint(t, RP_DIM, place);
		rp_spaces(t, (width < widest ? widest - width : 0) + 2);
		rp_wrap(t, RP_PLAIN, 8 + (width > widest ? width : widest), 8 + widest, f->chain[i].message);
	}
	if (n < f->chain_length) {
		rp_spaces(t, 6);
		rp_wrap(t, RP_DIM, 6, 6, wr_arena_printf(t->arena, "and %zu more steps", f->chain_length - n));
	}
}

static void write_finding(struct rp_terminal *t, const struct wr_finding *f)
{
	const struct wr_rule *rule = rp_rule(t->options->rules, f->rule);

	wr_buf_char(t->out, '\n');
	write_headline(t, f);
	rp_spaces(t, 4);
	rp_wrap(t, RP_PLAIN, 4, 4, f->message);
	write_chain(t, f);
	if (rule) {
		rp_spaces(t, 4);
		rp_paint(t, RP_GREEN, "fix: ");
		rp_wrap(t, RP_PLAIN, 9, 9, rule->help);
	}
}

/* Findings that a reviewer must look at: new ones that are more than a note. */
static bool shown(const struct rp_terminal *t, const struct wr_finding *f)
{
	return t->options->verbose || (f->state == WR_NEW && f->severity > WR_LOW);
}

/* "Not shown: 2 high, 14 medium, 6 known. --verbose shows all." */
static void write_rest(struct rp_terminal *t, const size_t *more, size_t known)
{
	struct wr_buf line = WR_BUF_INIT;

	for (int s = WR_CRITICAL; s >= WR_LOW; s--)
		if (more[s])
			wr_buf_printf(&line, "%s %zu %s", line.len ? "," : "Not shown:", more[s],
				      wr_severity_name((enum wr_severity)s));
	if (known)
		wr_buf_printf(&line, "%s %zu known", line.len ? "," : "Not shown:", known);
	if (line.len) {
		wr_buf_str(&line, ". --verbose shows all.");
		wr_buf_char(t->out, '\n');
		rp_wrap(t, RP_DIM, 0, 2, line.data);
	}
	wr_buf_free(&line);
}

static void write_fixed(struct rp_terminal *t)
{
	size_t n, shown;
	const struct wr_finding **fixed = rp_worst_first(t->run, t->arena, RP_FIXED, &n);

	shown = t->options->verbose || n < SHOWN_BY_DEFAULT ? n : SHOWN_BY_DEFAULT;
	if (n)
		rp_heading(t, "Fixed, with thanks");
	for (size_t i = 0; i < shown; i++) {
		const char *line = wr_arena_printf(t->arena, "%s: %s", fixed[i]->rule, fixed[i]->message);

		rp_spaces(t, 2);
		rp_wrap(t, RP_GREEN, 2, 4, rp_placed(t->arena, &fixed[i]->at, line));
	}
	if (shown < n) {
		rp_spaces(t, 2);
		rp_wrap(t, RP_DIM, 2, 4, wr_arena_printf(t->arena, "and %zu more. --verbose shows all.", n - shown));
	}
}

void rp_text_findings(struct rp_terminal *t)
{
	size_t n, written = 0, known = 0, more[WR_CRITICAL + 1] = { 0 };
	const struct wr_finding **worst = rp_worst_first(t->run, t->arena, RP_NEW | RP_KNOWN, &n);

	for (size_t i = 0; i < n; i++) {
		if (shown(t, worst[i]) && (t->options->verbose || written < SHOWN_BY_DEFAULT)) {
			write_finding(t, worst[i]);
			written++;
		} else if (worst[i]->state == WR_NEW) {
			more[worst[i]->severity]++;
		} else {
			known++;
		}
	}
	write_rest(t, more, known);
	write_fixed(t);
}
