extension Unicode.Scalar {
    /// Whether an address may hold this character beyond ASCII, on either side of the @.
    ///
    /// Letters, marks and digits stand in these ranges, and few other characters do. Left out are those that nobody sees, with which one
    /// address could be made to look like another: joiners, fillers, and the signs that turn the direction of what follows them.
    /// `facteur.address_fault` knows the same ranges: whoever enqueues a message is told, and not the worker that composes it.
    var isAddressLetter: Bool {
        // What no normal form keeps would become another character on the way.
        guard !properties.isFullCompositionExclusion else { return false }
        return switch value {
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x34E, 0x350...0x5FF, 0x606...0x61B, 0x61D...0x6DC, 0x6DE...0x70E,
            0x710...0x88F, 0x892...0x8E1, 0x8E3...0x115E, 0x1161...0x167F, 0x1681...0x17B3, 0x17B6...0x180A,
            0x1810...0x1FFF, 0x2C00...0x2DFF, 0x3005...0x3163, 0x3165...0xD7FF, 0xF900...0xFDCF:
            true
        default: false
        }
    }
}
