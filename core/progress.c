/* progress.c - the one line that says what is going on. */
#include "core/progress.h"

#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "core/buf.h"
#include "core/clock.h"
#include "core/text.h"

static bool enabled, shown;
static double last_drawn;

void wr_progress_enable(bool on)
{
	enabled = on && isatty(STDERR_FILENO);
}

static size_t terminal_columns(void)
{
	struct winsize size;

	return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : 80;
}

/* Cuts text to what fits in one line: a line that wraps cannot be redrawn. */
static void cut_to_width(struct wr_buf *line, size_t columns)
{
	while (line->len && wr_text_width(line->data) >= columns) {
		do
			line->len--;
		while (line->len && ((unsigned char)line->data[line->len] & 0xc0) == 0x80);
		line->data[line->len] = '\0';
	}
}

void wr_progress(size_t done, size_t total, const char *what)
{
	struct wr_buf line = WR_BUF_INIT;

	if (!enabled || wr_monotonic() - last_drawn < 0.1)
		return;
	last_drawn = wr_monotonic();
	if (total)
		wr_buf_printf(&line, "[%zu/%zu] ", done, total);
	else if (done)
		wr_buf_printf(&line, "[%zu] ", done);
	wr_esc_terminal(&line, what);
	cut_to_width(&line, terminal_columns());
	fprintf(stderr, "\r\033[K%s", line.data);
	fflush(stderr);
	shown = true;
	wr_buf_free(&line);
}

void wr_progress_clear(void)
{
	if (!shown)
		return;
	fputs("\r\033[K", stderr);
	fflush(stderr);
	shown = false;
	last_drawn = 0;
}
