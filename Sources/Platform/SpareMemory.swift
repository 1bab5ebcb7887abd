import CLinux

/// Memory that this process has and can do without.
package enum SpareMemory {
    /// Gives back what the allocator holds free.
    package static func giveBackHeap() { malloc_trim(0) }

    /// Gives back the pages of the program and its libraries that are as in their files: a start touches many that nothing needs again.
    /// What is needed the kernel maps anew, as a rule from its cache: the next message costs a hundred faults. Segments that can be
    /// written, and so may differ from their files, are left alone.
    package static func giveBackPages() { facteur_unmap_constant_pages() }
}
