import CLinux

/// Memory that this process has and can do without.
package enum SpareMemory {
    /// Gives back what the allocator holds free, and the pages of the program and its libraries that are as in their files: a start, a
    /// burst of mail and a reload touch many that nothing needs for a long time after. What is needed again the kernel maps again, as a
    /// rule from its cache: some hundred faults of about a microsecond each. Segments that can be written, and so may differ from their
    /// files, are left alone.
    package static func giveBack() {
        malloc_trim(0)
        facteur_unmap_all_constant_pages()
    }
}
