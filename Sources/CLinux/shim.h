// What of Linux the Glibc module leaves out.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <link.h>
#include <malloc.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

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

// Unmaps the whole pages of a loaded object's segments that cannot be written; they are mapped again when they are needed.
static int facteur_unmap_constant_pages(struct dl_phdr_info *object, size_t size, void *nothing) {
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    (void)size, (void)nothing;
    for (int place = 0; place < object->dlpi_phnum; place++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[place];
        if (segment->p_type != PT_LOAD || (segment->p_flags & PF_W)) continue;
        uintptr_t start = (object->dlpi_addr + segment->p_vaddr + page - 1) / page * page;
        uintptr_t end = (object->dlpi_addr + segment->p_vaddr + segment->p_memsz) / page * page;
        if (start < end) madvise((void *)start, end - start, MADV_DONTNEED);
    }
    return 0;
}

// Of all loaded objects, the dynamic loader changing none of them meanwhile.
static inline void facteur_unmap_all_constant_pages(void) { dl_iterate_phdr(facteur_unmap_constant_pages, NULL); }
