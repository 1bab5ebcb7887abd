// `dl_iterate_phdr` and `madvise` are extensions of the C library.
#define _GNU_SOURCE
#include "CLinux.h"

#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

static int unmap_constant_pages(struct dl_phdr_info *object, size_t size, void *nothing) {
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

// The dynamic loader changes none of its objects while it goes through them.
void facteur_unmap_constant_pages(void) { dl_iterate_phdr(unmap_constant_pages, NULL); }
