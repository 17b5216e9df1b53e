/* link_answer.c - answers on their way through the fault proxy: what is left of them, and when they go out. */
#include <errno.h>
#include <stdio.h>
#include <sys/socket.h>
#include "loadsim/link_p.h"

#define PACES_PER_SECOND 100    /* a limited answer goes out in so many parts */

/* How many bytes of the answer may go out now; sets when more may. */
static size_t allowance(struct ls_link *l, int64_t now)
{
	size_t n = ls_link_pending(&l->down);
	double rate = l->damage.bandwidth, part = rate / PACES_PER_SECOND, due;

	/* the last byte of an answer that is held back */
	if (l->damage.hold > 0 && l->answer == LS_RESPONSE_DONE && l->stage == LS_LINK_PASSING)
		n--;
	if (rate <= 0 || !n)
		return n;
	if (part < 1)
		part = 1;
	if (part > (double)n)
		part = (double)n;
	due = ((double)l->sent + part) / rate * 1e9;
	if ((double)(now - l->paced_from) >= due) {
		double may = rate * (double)(now - l->paced_from) * 1e-9 - (double)l->sent;

		return may >= (double)n ? n : may >= part ? (size_t)may : (size_t)part;
	}
	l->wake = l->paced_from + (int64_t)due + 1;
	return 0;
}

/* 1 = some went out, 0 = not now, -1 = the client is gone. */
static int send_some(struct ls_link *l, int64_t now)
{
	size_t n = allowance(l, now);
	ssize_t sent = n ? send(l->client.channel.fd, l->down.data + l->down.from, n, MSG_NOSIGNAL) : 0;

	if (sent < 0)
		return errno == EAGAIN || errno == EINTR ? 0 : -1;
	l->down.from += (size_t)sent;
	l->sent += (size_t)sent;
	return sent > 0;
}

static void exchange_over(struct ls_link *l)
{
	if (l->response.keep_alive) {
		l->stage = LS_LINK_IDLE;
		l->damage = (struct ls_damage){ 0 };
	} else {
		l->stage = LS_LINK_ENDING;
	}
}

void ls_link_pass_down(struct ls_link *l, int64_t now)
{
	int sent;

	while (ls_link_pending(&l->down) && (sent = send_some(l, now)) != 0) {
		if (sent < 0) {
			ls_link_end(l, true);
			return;
		}
	}
	if (l->stage == LS_LINK_PASSING && l->answer == LS_RESPONSE_DONE && l->damage.hold > 0 &&
	    ls_link_pending(&l->down) <= 1) {
		l->stage = LS_LINK_HOLDING;
		l->wake = now + (int64_t)(l->damage.hold * 1e9);
	}
	if (ls_link_pending(&l->down))
		return;
	l->down.from = l->down.to = 0;
	if (l->stage == LS_LINK_PASSING && l->answer == LS_RESPONSE_DONE && !l->request_left && !ls_link_pending(&l->up))
		exchange_over(l);
	if (l->stage == LS_LINK_ENDING)
		ls_link_end(l, l->reset);
}

void ls_link_end_after_pending(struct ls_link *l, bool reset)
{
	l->stage = LS_LINK_ENDING;
	l->reset = reset;
}

void ls_link_damage_answer(struct ls_link *l, size_t n)
{
	size_t before = l->taken;

	l->taken += n;
	switch (l->damage.end) {
	case LS_END_RESET_DURING:
		l->down.to -= n - n / 2;
		ls_link_end_after_pending(l, true);
		break;
	case LS_END_RESET_AFTER:
		l->down.to -= n;
		if (l->answer != LS_RESPONSE_MORE)
			ls_link_end_after_pending(l, true);
		break;
	case LS_END_TRUNCATED:
		if (l->taken <= l->damage.keep)
			break;
		l->down.to -= l->taken - (before > l->damage.keep ? before : l->damage.keep);
		ls_link_end_after_pending(l, false);
		break;
	default:
		break;
	}
}

void ls_link_answer_here(struct ls_link *l)
{
	int n = snprintf(l->down.data, LS_LINK_BUFFER,
			 "HTTP/1.1 %d Injected\r\nContent-Length: 0\r\n%s\r\n", l->damage.status,
			 l->damage.status == 503 || l->damage.status == 429 ? "Retry-After: 1\r\n" : "");

	l->down.from = 0;
	l->down.to = (size_t)n;
	l->answer = LS_RESPONSE_DONE;
	l->response.keep_alive = true;
	l->stage = LS_LINK_PASSING;
}
