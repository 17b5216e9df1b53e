#ifndef WEIR_CACHESIM_LIST_P_H
#define WEIR_CACHESIM_LIST_P_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include "core/alloc.h"

/*
 * list_p.h - circular doubly linked lists over dense ids, in one array.
 *
 * link[0 .. unique-1] are the objects, each on one list at most;
 * link[unique + i] is the head of list i: head.next is the front, head.prev
 * the back, and a list is empty when its head points at itself.  Eight bytes
 * per object, no allocation while a trace is replayed.
 */

struct cs_link { uint32_t prev, next; };

#define CS_UNLINKED UINT32_MAX          /* .next of an object that is on no list */

static inline struct cs_link *cs_links_new(uint32_t unique, uint32_t lists)
{
	struct cs_link *link = wr_malloc(((size_t)unique + lists) * sizeof *link);

	memset(link, 0xff, unique * sizeof *link);
	for (uint32_t head = unique; head < unique + lists; head++)
		link[head].prev = link[head].next = head;
	return link;
}

static inline bool cs_linked(const struct cs_link *link, uint32_t id)
{
	return link[id].next != CS_UNLINKED;
}

static inline bool cs_list_empty(const struct cs_link *link, uint32_t head)
{
	return link[head].next == head;
}

/* Puts id, which must be on no list, behind `at` (an object or a head). */
static inline void cs_list_add_after(struct cs_link *link, uint32_t at, uint32_t id)
{
	uint32_t next = link[at].next;

	link[id].prev = at;
	link[id].next = next;
	link[at].next = id;
	link[next].prev = id;
}

static inline void cs_list_add_back(struct cs_link *link, uint32_t head, uint32_t id)
{
	cs_list_add_after(link, link[head].prev, id);
}

static inline void cs_list_remove(struct cs_link *link, uint32_t id)
{
	uint32_t prev = link[id].prev, next = link[id].next;

	link[prev].next = next;
	link[next].prev = prev;
	link[id].next = CS_UNLINKED;
}

/* Removes the front of a list that is not empty and returns it. */
static inline uint32_t cs_list_take_front(struct cs_link *link, uint32_t head)
{
	uint32_t id = link[head].next;

	cs_list_remove(link, id);
	return id;
}

#endif
