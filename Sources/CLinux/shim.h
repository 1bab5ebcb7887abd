// What of Linux the Glibc module leaves out.
#pragma once
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
