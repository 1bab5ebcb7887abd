// What of Linux the Glibc module leaves out. Swift reads this file beside that module: nothing here may define `_GNU_SOURCE`, which
// changes the C library's own structures and makes two of each.
#pragma once
#include <malloc.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

// Watches a descriptor for events; `number` comes back with them. Zero events: watches it no more.
static inline int facteur_epoll_watch(int poll, int descriptor, uint32_t before, uint32_t events, uint64_t number) {
    struct epoll_event event = {.events = events, .data = {.u64 = number}};
    int operation = events == 0 ? EPOLL_CTL_DEL : before == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    return epoll_ctl(poll, operation, descriptor, &event);
}

// The structure is packed, which Swift cannot look into.
static inline uint64_t facteur_epoll_number(const struct epoll_event *event) { return event->data.u64; }

static inline int facteur_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

static inline int facteur_eventfd_create(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

// Unmaps the whole pages of all loaded objects' segments that cannot be written; they are mapped again when they are needed.
void facteur_unmap_constant_pages(void);
